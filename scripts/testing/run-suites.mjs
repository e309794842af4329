import { findChromium } from './chromium.mjs';
import {
  findProgram,
  SCRIPT_TEST_PROGRAMS,
  scriptTests,
  SERVER_TEST_PROGRAMS,
  serverTests,
  testsThatNeed,
} from './programs.mjs';
import { SUITES } from './suites.mjs';

/** What the tests of a suite start besides Node. */
const PROGRAMS = {
  scripts: { programs: SCRIPT_TEST_PROGRAMS, tests: scriptTests },
  server: { programs: SERVER_TEST_PROGRAMS, tests: serverTests },
};

/**
 * Runs suites one after the other and closes with one line over all of them.
 * @param {string[]} names
 * @param {{ reports: string, filter: string[], strict: boolean, say: (message: string) => void }} options
 *   strict: what cannot run for want of a program is a failure
 * @returns {Promise<number>} the number of failures
 */
export async function runSuites(names, { reports, filter, strict, say }) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  const notes = [];
  /** A part that cannot run is named; with CI=true it has failed. */
  const leaveOut = (what, how) => {
    notes.push(`NOT RUN: ${what}. To run it, ${how}.`);
    total.skipped += 1;
    if (strict) total.failed += 1;
  };

  for (const name of names) {
    console.log(`\n== ${name} ==\n`);
    /** @type {import('./suites.mjs').Context} */
    const context = { reports, filter, programs: {}, leftOut: [], chromium: undefined };
    if (name in PROGRAMS) {
      const { programs, tests } = PROGRAMS[name];
      for (const program of programs) {
        const found = await findProgram(program, say);
        if ('path' in found) context.programs[program.variable] = found.path;
        else
          for (const file of testsThatNeed(program, tests())) {
            leaveOut(`${file} (needs ${program.name})`, found.missing);
            context.leftOut.push(file);
          }
      }
    }
    if (name === 'browser') {
      const chromium = await findChromium();
      if ('missing' in chromium) {
        leaveOut('the browser journey (needs Chromium)', chromium.missing);
        continue;
      }
      context.chromium = chromium.env;
    }
    const result = await SUITES[name](context).catch((error) => {
      console.error(error);
      return { passed: 0, failed: 1, skipped: 0 };
    });
    notes.push(`${name.padEnd(8)} ${result.passed} passed, ${result.failed} failed`);
    for (const key of Object.keys(total)) total[key] += result[key];
  }
  console.log(`\n${notes.join('\n')}`);
  if (total.skipped > 0) console.log(`${total.skipped} skipped`);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  return total.failed;
}
