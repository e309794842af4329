import { names, nodesIn, tableName } from './statements.mjs';

/** Functions whose value is the same for all rows of a statement: such a default is stored once. */
const STABLE = new Set(['now', 'transaction_timestamp', 'statement_timestamp']);
const SERIAL = /^(small|big)?serial[248]?$/;
/** Commands that let others read and write on. */
const GENTLE = new Set([
  'AT_ValidateConstraint',
  'AT_AttachPartition',
  'AT_SetStatistics',
  'AT_SetRelOptions',
  'AT_ResetRelOptions',
]);
const REWRITES = new Set([
  'AT_SetLogged',
  'AT_SetUnLogged',
  'AT_SetTableSpace',
  'AT_SetAccessMethod',
]);
const DROPS = new Set(['AT_DropColumn', 'AT_DropConstraint', 'AT_DropNotNull']);

const HIDES_ROWS = new Set(['AT_EnableRowSecurity', 'AT_ForceRowSecurity']);

/**
 * ALTER TABLE, command by command.
 * @param {any} node
 * @param {import('./check.mjs').Context} context
 */
export function checkAlterTable(node, context) {
  if (node.objtype !== 'OBJECT_TABLE') return;
  const table = tableName(node.relation);
  if (node.missing_ok && context.inTransaction) context.found('hides-drift');
  const commands = node.cmds.map(({ AlterTableCmd }) => AlterTableCmd);
  // A column that comes with this migration is written by nobody yet.
  for (const { subtype, def } of commands)
    if (subtype === 'AT_AddColumn') context.newColumns.add(`${table}.${def.ColumnDef.colname}`);
  for (const command of commands) checkCommand(table, command, context);
  if (commands.some(({ subtype }) => !GENTLE.has(subtype))) context.locksWhole(table);
}

/**
 * @param {string} table
 * @param {any} command
 * @param {import('./check.mjs').Context} context
 */
function checkCommand(table, { subtype, name, def, missing_ok: missingOk }, context) {
  const { found, history } = context;
  if (missingOk && context.inTransaction) found('hides-drift');
  const isNew = context.isNew(table);
  if (subtype === 'AT_AddConstraint') return checkConstraint(table, def.Constraint, context);
  if (subtype === 'AT_ValidateConstraint') {
    if (context.inTransaction && context.addedConstraints.has(`${table}.${name}`))
      found('validate-apart');
    for (const column of history.notNullChecks.get(`${table}.${name}`) ?? [])
      history.neverNull.add(`${table}.${column}`);
  }
  if (isNew) return;
  if (subtype === 'AT_AddColumn') checkColumn(def.ColumnDef, found);
  if (subtype === 'AT_AlterColumnType') found('change-type');
  if (subtype === 'AT_SetNotNull' && !history.neverNull.has(`${table}.${name}`))
    found('set-not-null');
  if (REWRITES.has(subtype)) found('table-rewrite');
  if (DROPS.has(subtype) || (subtype === 'AT_ColumnDefault' && def === undefined)) found('drops');
  if (HIDES_ROWS.has(subtype)) found('binds-old-program');
  if (subtype === 'AT_AttachPartition') found('locks-table');
  if (subtype === 'AT_DetachPartition') {
    if (!def.PartitionCmd.concurrent) found('locks-table');
    else if (context.inTransaction) found('concurrently-in-transaction');
  }
}

/**
 * @param {any} column
 * @param {(rule: string) => void} found
 */
function checkColumn({ typeName, constraints = [] }, found) {
  const all = constraints.map(({ Constraint }) => Constraint);
  const has = (...types) => all.some(({ contype }) => types.includes(contype));
  const given = all.find(({ contype }) => contype === 'CONSTR_DEFAULT')?.raw_expr;
  const isSerial = SERIAL.test(names(typeName.names).at(-1) ?? '');
  const isFilled = isSerial || has('CONSTR_IDENTITY', 'CONSTR_GENERATED');
  const isNullDefault = given === undefined || given.A_Const?.isnull === true;
  if (has('CONSTR_NOTNULL') && isNullDefault && !isFilled) found('add-column-not-null');
  if (isFilled || isVolatile(given)) found('table-rewrite');
  if (has('CONSTR_PRIMARY', 'CONSTR_UNIQUE')) found('constraint-makes-index');
  if (has('CONSTR_CHECK', 'CONSTR_FOREIGN')) found('constraint-validates');
}

/** Whether a default may differ from row to row. What is not known may. @param {any} expression */
function isVolatile(expression) {
  for (const [kind, node] of nodesIn(expression))
    if (kind === 'FuncCall' && !STABLE.has(names(node.funcname).at(-1) ?? '')) return true;
  return false;
}

/**
 * @param {string} table
 * @param {any} constraint
 * @param {import('./check.mjs').Context} context
 */
function checkConstraint(table, constraint, context) {
  const { found, history } = context;
  const { contype, conname, indexname, raw_expr: rule, skip_validation: unchecked } = constraint;
  const key = `${table}.${conname}`;
  context.addedConstraints.add(key);
  const notNull = contype === 'CONSTR_CHECK' ? neverNullBy(rule) : [];
  history.notNullChecks.set(key, notNull);
  if (!unchecked) for (const column of notNull) history.neverNull.add(`${table}.${column}`);
  if (context.isNew(table)) return;

  if (['CONSTR_UNIQUE', 'CONSTR_PRIMARY', 'CONSTR_EXCLUSION'].includes(contype)) {
    // With USING INDEX, the making of the index was where it began to bind.
    if (indexname !== undefined) return;
    found('constraint-makes-index');
  } else if (!unchecked) found('constraint-validates');
  const columns = [
    ...names(constraint.keys),
    ...names(constraint.fk_attrs),
    ...columnsIn(rule),
    ...columnsIn(constraint.exclusions),
  ];
  if (!columns.every((column) => context.newColumns.has(`${table}.${column}`)))
    found('binds-old-program');
}

/** Columns that an expression names. @param {any} tree @returns {string[]} */
export const columnsIn = (tree) =>
  [...nodesIn(tree)]
    .filter(([kind]) => kind === 'ColumnRef' || kind === 'IndexElem')
    .map(([kind, node]) => (kind === 'ColumnRef' ? names(node.fields).at(-1) : node.name) ?? '');

/** Columns that a CHECK such as `a IS NOT NULL AND b IS NOT NULL` keeps from being null. @param {any} rule */
function neverNullBy(rule) {
  if (rule?.BoolExpr?.boolop === 'AND_EXPR') return rule.BoolExpr.args.flatMap(neverNullBy);
  const test = rule?.NullTest;
  return test?.nulltesttype === 'IS_NOT_NULL' ? columnsIn(test.arg) : [];
}
