import { names, qualified, signature, tableName } from './statements.mjs';

/** @typedef {import('./check.mjs').Context} Context */

/** The kinds by which `makes` knows things; PostgreSQL's own word for the others. */
const KINDS = {
  OBJECT_TABLE: 'relation',
  OBJECT_INDEX: 'relation',
  OBJECT_SEQUENCE: 'relation',
  OBJECT_VIEW: 'relation',
  OBJECT_MATVIEW: 'relation',
  OBJECT_FUNCTION: 'routine',
  OBJECT_PROCEDURE: 'routine',
  OBJECT_ROUTINE: 'routine',
  OBJECT_TYPE: 'type',
  OBJECT_DOMAIN: 'type',
  OBJECT_COLUMN: 'column',
  OBJECT_TABCONSTRAINT: 'constraint',
};
/** Their names begin with that of the table. */
const PARTS = new Set(['OBJECT_TRIGGER', 'OBJECT_RULE', 'OBJECT_POLICY']);

/**
 * What takes things or rights away, or gives them other names.
 * @type {Record<string, (node: any, context: Context) => void>}
 */
export const TAKEN = {
  DropStmt({ removeType, objects, concurrent, missing_ok: missingOk }, context) {
    const { found, history, inTransaction, isNew, isUnreleased, locksWhole } = context;
    if (missingOk && inTransaction) found('hides-drift');
    const kind = KINDS[removeType] ?? removeType;
    const dropped = objects.map(droppedName);
    const inUse = dropped.filter((name) => !isNew(kind, name));
    if (removeType === 'OBJECT_INDEX') {
      if (concurrent && inTransaction) found('concurrently-in-transaction');
      if (!concurrent && inUse.length > 0) found('index-not-concurrently');
    }
    if (removeType === 'OBJECT_TABLE') inUse.forEach(locksWhole);
    const isOurs = (name) =>
      isUnreleased(kind, name) ||
      (PARTS.has(removeType) && isUnreleased('relation', name.slice(0, name.lastIndexOf('.'))));
    // Without it queries are slower, and nothing else changes.
    const isPlainIndex = (name) =>
      removeType === 'OBJECT_INDEX' && !history.uniqueIndexes.has(name.split('.').at(-1));
    if (!dropped.every((name) => isOurs(name) || isPlainIndex(name))) found('drops');
  },
  RenameStmt({ renameType, relation, subname }, context) {
    const { found, isNew, isPartUnreleased, locksWhole } = context;
    if (renameType === 'OBJECT_INDEX') return;
    const table = relation && tableName(relation);
    if (!table || !isPartUnreleased(KINDS[renameType] ?? renameType, table, subname))
      found('drops');
    if (table && !isNew('relation', table)) locksWhole(table);
  },
  AlterObjectSchemaStmt({ relation }, { found, isUnreleased }) {
    if (!relation || !isUnreleased('relation', tableName(relation))) found('drops');
  },
  AlterEnumStmt: ({ oldVal }, { found }) => void (oldVal && found('drops')),
  GrantStmt: ({ is_grant: isGrant }, { found }) => void (isGrant || found('drops')),
  GrantRoleStmt: ({ is_grant: isGrant }, { found }) => void (isGrant || found('drops')),
  DropOwnedStmt: (_, { found }) => found('drops'),
};

/** @param {any} object */
function droppedName(object) {
  const { objname, objfuncargs, args_unspecified: isBare } = object.ObjectWithArgs ?? {};
  if (objname)
    return isBare ? qualified(names(objname)) : signature(qualified(names(objname)), objfuncargs);
  return qualified(names(object.List?.items ?? object.TypeName?.names ?? [object]));
}
