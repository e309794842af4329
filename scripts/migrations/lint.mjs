import { checkStatements, emptyHistory } from './check.mjs';
import { record } from './record.mjs';
import { checkReleased, migrationFiles, releasedFiles, releasesOf } from './released.mjs';
import { RULES } from './rules.mjs';
import { onOneLine } from './statements.mjs';

/**
 * @typedef {object} Finding
 * @property {string} file
 * @property {string} rule
 * @property {string} [statement]
 * @property {string} [detail]
 * @property {string} [reason] why it is allowed all the same
 *
 * @typedef {{ files: number, released: number, refused: Finding[], allowed: Finding[] }} Report
 */

/**
 * Reads all migrations of a folder. What was released is checked for changes only: it cannot be
 * written any other way now.
 * @param {string} folder
 * @param {import('./released.mjs').Release[]} [releases]
 * @returns {Promise<Report>}
 */
export async function lintMigrations(folder, releases = releasesOf(folder)) {
  const files = migrationFiles(folder);
  const released = new Set(releasedFiles(releases));
  /** @type {Finding[]} */
  const refused = checkReleased(folder, files, releases);
  /** @type {Finding[]} */
  const allowed = [];
  const history = emptyHistory();
  for (const file of files) {
    const recorded = await record(folder, file);
    const found = checkStatements(recorded, history);
    if (released.has(file)) {
      // What it made, the old program may know.
      history.unreleased.clear();
      continue;
    }
    refused.push(...recorded.faults.map((fault) => ({ file, ...fault })));
    for (const { rule, statement } of found) {
      const finding = { file, rule, statement: onOneLine(statement.text) };
      const mark = statement.marks.find((one) => allows(one, rule, releases));
      if (mark) {
        mark.used = true;
        allowed.push({ ...finding, reason: `${mark.word} ${mark.subject}: ${mark.reason}` });
      } else refused.push(finding);
    }
    const marks = recorded.up.flatMap((statement) => statement.marks);
    for (const { word, subject } of marks.filter(({ used }) => !used))
      refused.push({ file, rule: 'marks', detail: `"-- ${word} ${subject}" allows nothing` });
    refused.push(...wrongInTransaction(recorded));
  }
  return { files: files.length, released: released.size, refused, allowed };
}

/** @param {import('./statements.mjs').Mark} mark */
function allows({ word, subject, reason }, rule, releases) {
  if (word !== RULES[rule].mark || reason === '') return false;
  return word === 'safe' ? subject === rule : releases.some(({ release }) => release === subject);
}

/** The way back has no old program to think of, but it has to be possible. @returns {Finding[]} */
function wrongInTransaction({ file, inTransaction, down }) {
  return down
    .filter(({ node }) => inTransaction && node.concurrent === true)
    .map(({ text }) => ({
      file,
      rule: 'concurrently-in-transaction',
      statement: onOneLine(text),
    }));
}

/** @param {Report} report */
export function inWords({ files, released, refused, allowed }) {
  const lines = allowed.map(
    ({ file, rule, statement, reason }) => `allowed  ${file}  ${rule}\n  ${statement}\n  ${reason}`,
  );
  for (const { file, rule, statement, detail } of refused) {
    const { why, instead, mark } = RULES[rule];
    const or = mark === 'safe' ? ` Or answer for it: \`-- safe ${rule}: <reason>\` above it.` : '';
    lines.push(
      `REFUSED  ${file}  ${rule}\n  ${statement ?? detail}\n  Why: ${why}\n  Instead: ${instead}${or}`,
    );
  }
  const count = `${files} migrations, ${released} of them released`;
  lines.push(`${count}: ${refused.length} refused, ${allowed.length} allowed by a mark.`);
  return lines.join('\n\n');
}
