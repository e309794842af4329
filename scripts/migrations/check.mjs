import { checkAlterTable, columnsIn } from './check-alter.mjs';
import { names, nodesIn, tableName } from './statements.mjs';

/**
 * What the migrations before said that later ones depend on.
 * @typedef {object} History
 * @property {Set<string>} partitioned tables
 * @property {Set<string>} uniqueIndexes
 * @property {Map<string, string[]>} notNullChecks columns that a constraint keeps from being null
 * @property {Set<string>} neverNull `table.column` that a validated constraint keeps from being null
 *
 * @typedef {object} Context
 * @property {History} history
 * @property {boolean} inTransaction
 * @property {(rule: string) => void} found
 * @property {(table: string) => boolean} isNew made by this migration, so that nobody uses it yet
 * @property {(table: string) => void} locksWhole
 * @property {Set<string>} newTables and other new things, by name
 * @property {Set<string>} newColumns
 * @property {Set<string>} addedConstraints
 * @property {Set<unknown>} lookedUp
 */

/** @returns {History} */
export const emptyHistory = () => ({
  partitioned: new Set(),
  uniqueIndexes: new Set(),
  notNullChecks: new Map(),
  neverNull: new Set(),
});

/**
 * Checks the statements of one migration, and adds to the history what they say.
 * @param {import('./record.mjs').Recorded} recorded
 * @param {History} history
 * @returns {{ rule: string, statement: import('./statements.mjs').Statement }[]}
 */
export function checkStatements({ up, inTransaction, lookedUp }, history) {
  const findings = [];
  const wholeTables = new Set();
  const newTables = new Set();
  const context = {
    ...{ history, inTransaction, newTables, lookedUp },
    newColumns: new Set(),
    addedConstraints: new Set(),
    isNew: (table) => newTables.has(table),
  };
  for (const statement of up) {
    const found = (rule) => {
      const isKnown = findings.some((one) => one.rule === rule && one.statement === statement);
      if (!isKnown) findings.push({ rule, statement });
    };
    const locksWhole = (table) => {
      if (newTables.has(table) || !inTransaction) return;
      wholeTables.add(table);
      if (wholeTables.size > 1) found('several-tables');
    };
    const { kind, node } = statement;
    if (!inTransaction && !isRepeatable(kind, node, lookedUp)) found('not-repeatable');
    CHECKS[kind]?.(node, { ...context, found, locksWhole });
    for (const [inner, change] of nodesIn({ [kind]: node }))
      if (['UpdateStmt', 'DeleteStmt', 'MergeStmt'].includes(inner))
        if (!newTables.has(tableName(change.relation))) found('rows-in-one-go');
  }
  return findings;
}

/** @type {Record<string, (node: any, context: Context) => void>} */
const CHECKS = {
  AlterTableStmt: checkAlterTable,
  CreateStmt(node, { newTables, history, found, locksWhole, inTransaction }) {
    const table = tableName(node.relation);
    newTables.add(table);
    if (node.partspec) history.partitioned.add(table);
    if (node.if_not_exists && inTransaction) found('hides-drift');
    if (node.partbound) locksWhole(tableName(node.inhRelations[0].RangeVar));
  },
  CreateTableAsStmt({ into, if_not_exists: ifNotExists }, { newTables, found }) {
    newTables.add(tableName(into.rel));
    if (ifNotExists) found('hides-drift');
  },
  CreateFunctionStmt: ({ funcname }, { newTables }) =>
    void newTables.add(names(funcname).at(-1) ?? ''),
  ViewStmt: ({ view }, { newTables }) => void newTables.add(tableName(view)),
  IndexStmt(node, context) {
    const { found, history, inTransaction } = context;
    const table = tableName(node.relation);
    if (node.unique) history.uniqueIndexes.add(node.idxname);
    if (node.concurrent && inTransaction) found('concurrently-in-transaction');
    if (node.if_not_exists && inTransaction) found('hides-drift');
    if (context.isNew(table)) return void context.newTables.add(node.idxname);
    const isParentAlone = history.partitioned.has(table) && !node.relation.inh;
    if (history.partitioned.has(table)) {
      if (!isParentAlone || node.concurrent) found('index-on-partitioned');
    } else if (!node.concurrent) found('index-not-concurrently');
    const columns = columnsIn(node.indexParams);
    if (node.unique && !columns.every((column) => context.newColumns.has(`${table}.${column}`)))
      found('binds-old-program');
  },
  DropStmt({ removeType, objects, concurrent, missing_ok: missingOk }, context) {
    const { found, history, inTransaction, isNew, locksWhole } = context;
    if (missingOk && inTransaction) found('hides-drift');
    const dropped = objects.map(droppedName).filter((name) => !isNew(name));
    if (removeType === 'OBJECT_INDEX') {
      if (concurrent && inTransaction) found('concurrently-in-transaction');
      if (!concurrent && dropped.length > 0) found('index-not-concurrently');
      if (dropped.some((name) => history.uniqueIndexes.has(name))) found('drops');
    } else if (dropped.length > 0) found('drops');
    if (removeType === 'OBJECT_TABLE') dropped.forEach(locksWhole);
  },
  RenameStmt({ renameType, relation }, { found, isNew, locksWhole }) {
    if (renameType === 'OBJECT_INDEX' || (relation && isNew(tableName(relation)))) return;
    found('drops');
    if (relation) locksWhole(tableName(relation));
  },
  CreateTrigStmt: ({ relation }, context) => bind(relation, context),
  RuleStmt: ({ relation }, context) => bind(relation, context),
  CreatePolicyStmt: ({ table }, context) => bind(table, context),
  GrantStmt: ({ is_grant: isGrant }, { found }) => void (isGrant || found('drops')),
  AlterEnumStmt: ({ oldVal }, { found }) => void (oldVal && found('drops')),
  AlterObjectSchemaStmt: (_, { found }) => found('drops'),
  InsertStmt({ selectStmt }, { found, isNew }) {
    for (const [kind, node] of nodesIn(selectStmt?.SelectStmt?.fromClause))
      if (kind === 'RangeVar' && !isNew(tableName(node))) found('rows-in-one-go');
  },
  TruncateStmt: ({ relations }, context) => lockAll(relations, context),
  LockStmt: ({ relations }, context) => lockAll(relations, context),
  VacuumStmt: ({ options = [] }, { found }) => {
    if (options.some(({ DefElem }) => DefElem.defname === 'full')) found('locks-table');
  },
  ClusterStmt: (_, { found }) => found('locks-table'),
  ReindexStmt: ({ params = [] }, { found, inTransaction }) => {
    const isConcurrent = params.some(({ DefElem }) => DefElem.defname === 'concurrently');
    if (!isConcurrent) found('locks-table');
    else if (inTransaction) found('concurrently-in-transaction');
  },
  RefreshMatViewStmt: ({ concurrent }, { found }) => void (concurrent || found('locks-table')),
  DoStmt: (_, { found }) => found('opaque'),
  CallStmt: (_, { found }) => found('opaque'),
  TransactionStmt: (_, { found }) => found('own-session'),
  VariableSetStmt: ({ name }, { found }) => {
    if (/_timeout$|^session_replication_role$/.test(name ?? '')) found('own-session');
  },
};

/** @param {any} relation @param {Context} context */
function bind(relation, { found, isNew }) {
  if (!isNew(tableName(relation))) found('binds-old-program');
}

/** @param {any[]} relations @param {Context} context */
function lockAll(relations, { found, isNew, locksWhole }) {
  const used = relations.map(({ RangeVar }) => tableName(RangeVar)).filter((name) => !isNew(name));
  if (used.length > 0) found('locks-table');
  used.forEach(locksWhole);
}

/** @param {any} object */
const droppedName = (object) =>
  names(object.List?.items ?? object.ObjectWithArgs?.objname ?? object.TypeName?.names).at(-1) ??
  '';

/** What may be done a second time when a later statement of the migration failed. */
function isRepeatable(kind, node, lookedUp) {
  switch (kind) {
    case 'SelectStmt':
    case 'VacuumStmt':
    case 'ReindexStmt':
      return true;
    case 'IndexStmt':
      // IF NOT EXISTS alone would take a half-made index for a good one.
      return node.if_not_exists && (!node.concurrent || lookedUp.has(node.idxname));
    case 'DropStmt':
      return node.concurrent && node.missing_ok;
    case 'AlterTableStmt':
      return node.cmds.every(
        ({ AlterTableCmd: { subtype } }) =>
          subtype === 'AT_ValidateConstraint' ||
          (subtype === 'AT_AttachPartition' && node.objtype === 'OBJECT_INDEX'),
      );
    default:
      return false;
  }
}
