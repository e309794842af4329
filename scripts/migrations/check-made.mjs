import { bindColumns } from './check-alter.mjs';
import { checkRows } from './check-work.mjs';
import { noteColumn, noteConstraint } from './nullable.mjs';
import { columnsIn, names, qualified, signature, tableName } from './statements.mjs';

/** @typedef {import('./check.mjs').Context} Context */

const harmless = () => undefined;

/** @param {(node: any) => any} relationOf */
const relation = (relationOf) => (node, context) => {
  // CREATE OR REPLACE may meet what is there already, as IF NOT EXISTS may.
  if (node.if_not_exists && context.inTransaction) context.found('hides-drift');
  else if (!node.replace) context.makes('relation', tableName(relationOf(node)));
};

/** @param {(node: any) => any[]} namesOf */
const type = (namesOf) => (node, context) => context.makes('type', qualified(names(namesOf(node))));

/** @param {string} kind @param {(node: any) => { on: any, name: string }} partOf */
const binding =
  (kind, partOf) =>
  (node, { found, isUnreleased, makes }) => {
    const { on, name } = partOf(node);
    if (!isUnreleased('relation', tableName(on))) found('binds-old-program');
    if (!node.replace) makes(kind, `${tableName(on)}.${name}`);
  };

/**
 * What makes new things.
 * @type {Record<string, (node: any, context: Context) => void>}
 */
export const MADE = {
  CreateStmt(node, context) {
    relation(() => node.relation)(node, context);
    const { history, locksWhole } = context;
    const table = tableName(node.relation);
    if (node.partspec) history.partitioned.add(table);
    for (const { ColumnDef, Constraint } of node.tableElts ?? []) {
      if (ColumnDef) noteColumn(history, table, ColumnDef);
      if (Constraint) noteConstraint(history, table, Constraint);
    }
    if (node.partbound) locksWhole(tableName(node.inhRelations[0].RangeVar));
  },
  CreateTableAsStmt(node, context) {
    relation(() => node.into.rel)(node, context);
    checkRows({ CreateTableAsStmt: node }, context);
  },
  ViewStmt: relation(({ view }) => view),
  CreateSeqStmt: relation(({ sequence }) => sequence),
  IndexStmt: checkIndex,
  CreateFunctionStmt({ funcname, parameters, replace }, { makes }) {
    if (replace) return;
    const name = qualified(names(funcname));
    makes('routine', name);
    makes('routine', signature(name, parameters));
  },
  CreateEnumStmt: type(({ typeName }) => typeName),
  CreateRangeStmt: type(({ typeName }) => typeName),
  CreateDomainStmt: type(({ domainname }) => domainname),
  CompositeTypeStmt: ({ typevar }, { makes }) => makes('type', tableName(typevar)),
  CreateSchemaStmt({ schemaElts }, { found }) {
    if (schemaElts) found('opaque');
  },
  CreateExtensionStmt: harmless,
  CreateStatsStmt: harmless,
  CommentStmt: harmless,
  CreateTrigStmt: binding('OBJECT_TRIGGER', (node) => ({ on: node.relation, name: node.trigname })),
  RuleStmt: binding('OBJECT_RULE', (node) => ({ on: node.relation, name: node.rulename })),
  CreatePolicyStmt: binding('OBJECT_POLICY', (node) => ({
    on: node.table,
    name: node.policy_name,
  })),
  // Of a sequence that is in use it might change what the old program is given.
  AlterSeqStmt({ sequence }, { found, isNew }) {
    if (!isNew('relation', tableName(sequence))) found('opaque');
  },
};

function checkIndex(node, context) {
  const { found, history, inTransaction, isNew, makes } = context;
  const table = tableName(node.relation);
  const columns = columnsIn(node.indexParams);
  if (node.unique) history.uniqueIndexes.set(node.idxname, columns);
  if (node.concurrent && inTransaction) found('concurrently-in-transaction');
  if (node.if_not_exists && inTransaction) found('hides-drift');
  // Outside a transaction IF NOT EXISTS is how it can be repeated.
  else makes('relation', qualified([...table.split('.').slice(0, -1), node.idxname]));
  if (isNew('relation', table)) return;
  const isParentAlone = history.partitioned.has(table) && !node.relation.inh;
  if (history.partitioned.has(table)) {
    if (!isParentAlone || node.concurrent) found('index-on-partitioned');
  } else if (!node.concurrent) found('index-not-concurrently');
  if (node.unique) bindColumns(table, columns, context);
}
