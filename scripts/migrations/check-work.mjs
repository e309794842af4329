import { names, nodesIn, tableName } from './statements.mjs';

/** @typedef {import('./check.mjs').Context} Context */

/** Settings that are not a migration's to change, not even until its end. */
const KEPT = /_timeout$|^(session_replication_role|role|session_authorization|search_path)$/;

const rows = (kind) => [kind, (node, context) => checkRows({ [kind]: node }, context)];

/**
 * What reads and changes rows, locks tables, and changes the session.
 * @type {Record<string, (node: any, context: Context) => void>}
 */
export const WORK = {
  ...Object.fromEntries(
    ['SelectStmt', 'InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt'].map(rows),
  ),
  TruncateStmt: ({ relations }, context) => lockAll(relations, context),
  LockStmt: ({ relations }, context) => lockAll(relations, context),
  // ANALYZE as well, which nobody waits for.
  VacuumStmt({ options }, { found }) {
    if (isOn('full', options)) found('locks-table');
  },
  ClusterStmt: (_, { found }) => found('locks-table'),
  ReindexStmt({ params }, { found, inTransaction }) {
    if (!isOn('concurrently', params)) found('locks-table');
    else if (inTransaction) found('concurrently-in-transaction');
  },
  RefreshMatViewStmt({ relation, concurrent }, { found, isNew }) {
    if (!concurrent && !isNew('relation', tableName(relation))) found('locks-table');
  },
  AlterTableMoveAllStmt: (_, { found }) => found('table-rewrite'),
  TransactionStmt: (_, { found }) => found('own-session'),
  VariableSetStmt({ name, is_local: isLocal }, { found }) {
    if (!isLocal || KEPT.test(name ?? '')) found('own-session');
  },
};

/** Whether an option such as (FULL) or (CONCURRENTLY false) is on: the last one counts. */
function isOn(name, options = []) {
  const option = options.map(({ DefElem }) => DefElem).findLast(({ defname }) => defname === name);
  const { String: word, Integer: number } = option?.arg ?? {};
  if (number) return number.ival === 1;
  return option !== undefined && !/^(false|off)$/i.test(word?.sval ?? '');
}

/** @param {any[]} relations @param {Context} context */
function lockAll(relations, { found, isNew, locksWhole }) {
  const all = relations.map(({ RangeVar }) => tableName(RangeVar));
  const used = all.filter((table) => !isNew('relation', table));
  if (used.length > 0) found('locks-table');
  used.forEach(locksWhole);
}

/**
 * A statement about rows, with those within it.
 * @param {any} tree
 * @param {Context} context
 */
export function checkRows(tree, { found, inTransaction, isNew }) {
  const isUsed = (relation) => !isNew('relation', tableName(relation));
  const namesUsed = (part) =>
    [...nodesIn(part)].some(([kind, node]) => kind === 'RangeVar' && isUsed(node));
  for (const [kind, node] of nodesIn(tree)) {
    if (['UpdateStmt', 'DeleteStmt', 'MergeStmt'].includes(kind) && isUsed(node.relation))
      found('rows-in-one-go');
    if (kind === 'InsertStmt' && namesUsed(sourcesOf(node.selectStmt?.SelectStmt)))
      found('rows-in-one-go');
    if (kind === 'LockingClause' && namesUsed(tree)) found('rows-in-one-go');
    if (kind === 'FuncCall' && names(node.funcname).at(-1) === 'set_config') {
      // createIndex of migrations/lib sets how long it waits, and sets it back.
      const isOfLib = !inTransaction && node.args[1]?.ParamRef;
      if (!isOfLib) found('own-session');
    }
  }
}

/** Where the rows of a SELECT come from, on both sides of a UNION too. */
const sourcesOf = (select) =>
  select ? [select.fromClause, ...sourcesOf(select.larg), ...sourcesOf(select.rarg)] : [];
