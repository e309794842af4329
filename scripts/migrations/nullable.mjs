import { columnsIn, names, typeOf } from './statements.mjs';

/**
 * What keeps columns from being null, as far as migrations told it. PostgreSQL reads no row to see
 * what it knows already.
 * @typedef {object} Nullability
 * @property {Set<string>} notNull `table.column`
 * @property {Map<string, { table: string, columns: string[], isValid: boolean }>} proofs
 *   constraints by `table.constraint`
 * @property {Map<string, string[]>} uniqueIndexes their columns, by name
 */

/** @returns {Nullability} */
export const nothingKnown = () => ({
  notNull: new Set(),
  proofs: new Map(),
  uniqueIndexes: new Map(),
});

const SERIAL = /^(small|big)?serial[248]?$/;

/** @param {any} column */
export const isSerial = ({ typeName }) => SERIAL.test(typeOf(typeName));

/** @param {Nullability} known @param {string} table @param {string[]} [columns] */
export const areNeverNull = ({ notNull, proofs }, table, columns = ['']) =>
  columns.every(
    (column) =>
      notNull.has(`${table}.${column}`) ||
      [...proofs.values()].some(
        (one) => one.isValid && one.table === table && one.columns.includes(column),
      ),
  );

/** @param {Nullability} known @param {string} table @param {any} column */
export function noteColumn({ notNull }, table, column) {
  const never = ['CONSTR_NOTNULL', 'CONSTR_PRIMARY', 'CONSTR_IDENTITY'];
  const isNeverNull = (column.constraints ?? []).some(({ Constraint }) =>
    never.includes(Constraint.contype),
  );
  const key = `${table}.${column.colname}`;
  if (isNeverNull || isSerial(column)) notNull.add(key);
  else notNull.delete(key);
}

/** @param {Nullability} known @param {string} table @param {any} constraint */
export function noteConstraint({ notNull, proofs, uniqueIndexes }, table, constraint) {
  const { contype, conname, indexname, raw_expr: rule, skip_validation: unchecked } = constraint;
  // One without a name proves nothing: its DROP, by the name that PostgreSQL gave it, is not noticed.
  if (contype === 'CONSTR_CHECK' && conname !== undefined)
    proofs.set(`${table}.${conname}`, { table, columns: neverNullBy(rule), isValid: !unchecked });
  if (contype === 'CONSTR_PRIMARY')
    for (const column of uniqueIndexes.get(indexname) ?? names(constraint.keys))
      notNull.add(`${table}.${column}`);
}

/** Columns that a CHECK such as `a IS NOT NULL AND b IS NOT NULL` keeps from being null. @param {any} rule */
export function neverNullBy(rule) {
  if (rule?.BoolExpr?.boolop === 'AND_EXPR') return rule.BoolExpr.args.flatMap(neverNullBy);
  const { nulltesttype, arg } = rule?.NullTest ?? {};
  return nulltesttype === 'IS_NOT_NULL' && arg.ColumnRef ? columnsIn(arg) : [];
}
