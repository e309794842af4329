import { checkAlter } from './check-alter.mjs';
import { MADE } from './check-made.mjs';
import { TAKEN } from './check-taken.mjs';
import { WORK } from './check-work.mjs';
import { nothingKnown } from './nullable.mjs';

/**
 * What the migrations before said that later ones depend on.
 * @typedef {import('./nullable.mjs').Nullability & {
 *   partitioned: Set<string>,
 *   unreleased: Set<string>,
 * }} History partitioned: tables; unreleased: things that no released program knows
 *
 * @typedef {object} Context
 * @property {History} history
 * @property {boolean} inTransaction
 * @property {(rule: string) => void} found
 * @property {(kind: string, name: string) => void} makes
 * @property {(kind: string, name: string) => boolean} isNew made by this migration: nobody uses it
 *   yet, so locks stop nobody
 * @property {(kind: string, name: string) => boolean} isUnreleased made since the last release: the
 *   old program does not know it
 * @property {(kind: string, table: string, name: string) => boolean} isPartUnreleased the same of a
 *   part of a table, with all parts of a table that is unreleased
 * @property {(table: string) => void} locksWhole
 */

/** @returns {History} */
export const emptyHistory = () => ({
  ...nothingKnown(),
  partitioned: new Set(),
  unreleased: new Set(),
});

/** Statements that are known. Any other is refused until there is a rule about it. */
const CHECKS = { AlterTableStmt: checkAlter, ...MADE, ...TAKEN, ...WORK };

/**
 * Checks the statements of one migration, and adds to the history what they say.
 * @param {import('./record.mjs').Recorded} recorded
 * @param {History} history
 * @returns {{ rule: string, statement: import('./statements.mjs').Statement }[]}
 */
export function checkStatements({ up, inTransaction, lookedUp }, history) {
  const findings = [];
  const wholeTables = new Set();
  const made = new Set();
  const isUnreleased = (kind, name) => history.unreleased.has(`${kind} ${name}`);
  const context = {
    ...{ history, inTransaction, isUnreleased },
    isNew: (kind, name) => made.has(`${kind} ${name}`),
    isPartUnreleased: (kind, table, name) =>
      isUnreleased('relation', table) || isUnreleased(kind, `${table}.${name}`),
    makes(kind, name) {
      made.add(`${kind} ${name}`);
      history.unreleased.add(`${kind} ${name}`);
    },
  };
  for (const statement of up) {
    const found = (rule) => {
      const isKnown = findings.some((one) => one.rule === rule && one.statement === statement);
      if (!isKnown) findings.push({ rule, statement });
    };
    const locksWhole = (table) => {
      if (context.isNew('relation', table) || !inTransaction) return;
      wholeTables.add(table);
      if (wholeTables.size > 1) found('several-tables');
    };
    const { kind, node } = statement;
    if (!inTransaction && !isRepeatable(kind, node, lookedUp)) found('not-repeatable');
    if (CHECKS[kind]) CHECKS[kind](node, { ...context, found, locksWhole });
    else found('opaque');
  }
  return findings;
}

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
