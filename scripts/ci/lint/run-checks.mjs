import { inWords } from '../../lib/problem.mjs';

/**
 * @typedef {object} Outcome
 * @property {boolean} ok
 * @property {string} [note] in a few words
 * @property {string} [output] shown when it is not ok
 *
 * @typedef {{ missing: string }} NotRun what it lacks, as a request: "install it"
 *
 * @typedef {object} Check
 * @property {string} name
 * @property {() => Promise<Outcome | NotRun>} run
 */

/**
 * Runs checks one after the other, a line for each.
 * @param {Check[]} checks
 * @param {{ strict: boolean, print: (line: string) => void }} options
 *   strict: what cannot run has failed
 * @returns {Promise<number>} the number of failures
 */
export async function runChecks(checks, { strict, print }) {
  const count = { passed: 0, failed: 0, notRun: 0 };
  for (const { name, run } of checks) {
    const began = performance.now();
    const line = (verdict, note = '') => {
      const time = `${((performance.now() - began) / 1000).toFixed(1)} s`;
      print(`  ${name.padEnd(18)} ${verdict.padEnd(8)} ${time.padStart(7)}  ${note}`.trimEnd());
    };
    /** @type {Outcome | NotRun} */
    const outcome = await run().catch((error) => ({ ok: false, output: inWords(error) }));
    if ('missing' in outcome) {
      line('NOT RUN', `To run it, ${outcome.missing}.`);
      count.notRun += 1;
      if (strict) count.failed += 1;
    } else if (outcome.ok) {
      line('passed', outcome.note);
      count.passed += 1;
    } else {
      line('FAILED', outcome.note);
      print(indented(outcome.output ?? ''));
      count.failed += 1;
    }
  }
  if (checks.length === 0) count.failed += 1;
  if (count.notRun > 0) print(`${count.notRun} not run`);
  print(`${count.passed} passed, ${count.failed} failed`);
  return count.failed;
}

const indented = (text) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => `      ${line}`)
    .join('\n');
