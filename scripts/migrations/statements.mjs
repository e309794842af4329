import pgQuery from 'libpg-query';

/**
 * One SQL statement of a migration, as PostgreSQL's own parser reads it.
 * @typedef {object} Statement
 * @property {string} kind name of the node, for example AlterTableStmt
 * @property {any} node the parse tree
 * @property {string} text with the comments above it
 * @property {Mark[]} marks
 *
 * A comment by which the writer answers for something that would be refused:
 * `-- safe <rule>: <reason>` or `-- contract <release>: <reason>`.
 * @typedef {{ word: string, subject: string, reason: string, used: boolean }} Mark
 */

const MARK = /--\s*(safe|contract)\b[ \t]*([^\s:]*)[ \t]*:?[ \t]*(.*)$/gm;

/**
 * @param {string} sql one or more statements
 * @returns {Promise<Statement[]>}
 * @throws Error when PostgreSQL would not understand it
 */
export async function parseSql(sql) {
  const { stmts = [] } = await pgQuery.parse(sql);
  // The parser counts bytes.
  const bytes = Buffer.from(sql);
  return stmts.map(({ stmt, stmt_location: from = 0, stmt_len: length }) => {
    const [[kind, node]] = Object.entries(stmt);
    const text = bytes.subarray(from, length === undefined ? undefined : from + length).toString();
    return { kind, node, text: text.trim(), marks: marksOf(text) };
  });
}

/** @param {string} text @returns {Mark[]} */
const marksOf = (text) =>
  [...text.matchAll(MARK)].map(([, word, subject, reason]) => ({
    word,
    subject,
    reason: reason.trim(),
    used: false,
  }));

/** A statement on one line, without its comments. @param {string} text */
export function onOneLine(text) {
  const line = text.replaceAll(/--.*$/gm, '').replaceAll(/\s+/g, ' ').trim();
  return line.length > 160 ? `${line.slice(0, 160)} …` : line;
}

/** Every node below this one with its kind. @param {any} tree @returns {Generator<[string, any]>} */
export function* nodesIn(tree) {
  if (typeof tree !== 'object' || tree === null) return;
  for (const [key, value] of Object.entries(tree)) {
    if (/^[A-Z]/.test(key)) yield [key, value];
    yield* nodesIn(value);
  }
}

/** Name of a table with its schema. @param {{ schemaname?: string, relname: string }} relation */
export const tableName = ({ schemaname, relname }) =>
  schemaname === undefined || schemaname === 'public' ? relname : `${schemaname}.${relname}`;

/** The names in a list of String nodes. @param {any[]} [list] @returns {string[]} */
export const names = (list = []) => list.map((item) => item.String?.sval ?? '');

/** A name with its schema, from its parts. @param {string[]} parts */
export const qualified = (parts) => parts.slice(parts[0] === 'public' ? 1 : 0).join('.');

/** Name of a type, without its schema. @param {any} type */
export const typeOf = ({ names: parts, arrayBounds = [] }) =>
  `${names(parts).at(-1)}${'[]'.repeat(arrayBounds.length)}`;

/** Columns that an expression names. @param {any} tree @returns {string[]} */
export const columnsIn = (tree) =>
  [...nodesIn(tree)]
    .filter(([kind]) => kind === 'ColumnRef' || kind === 'IndexElem')
    .map(([kind, node]) => (kind === 'ColumnRef' ? names(node.fields).at(-1) : node.name))
    .filter((name) => name !== undefined);

const INPUTS = new Set([
  'FUNC_PARAM_DEFAULT',
  'FUNC_PARAM_IN',
  'FUNC_PARAM_INOUT',
  'FUNC_PARAM_VARIADIC',
]);

/** What tells routines of one name apart. @param {string} name @param {any[]} [parameters] */
export const signature = (name, parameters = []) => {
  const inputs = parameters.filter(({ FunctionParameter: { mode } }) => INPUTS.has(mode));
  return `${name}(${inputs.map(({ FunctionParameter: { argType } }) => typeOf(argType)).join()})`;
};
