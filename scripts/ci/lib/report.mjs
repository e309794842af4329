import { appendFileSync } from 'node:fs';
import { inWords } from '../../lib/problem.mjs';

const HIDDEN = '***';

/**
 * Takes secrets out of a text. A Coolify token is `<number>|<secret>`: the secret alone is hidden too.
 * @param {(string | undefined)[]} secrets
 * @returns {(text: string) => string}
 */
export function redactor(secrets) {
  const forms = secrets
    .flatMap((secret) => [secret, secret?.split('|').at(-1)])
    .flatMap((secret) => (secret ? [secret, encodeURIComponent(secret)] : []))
    // The longest first: a part of it must not be replaced before the whole.
    .sort((a, b) => b.length - a.length);
  return (text) => forms.reduce((hidden, secret) => hidden.replaceAll(secret, HIDDEN), text);
}

/**
 * The one way out for what a script of the pipeline tells: log, summary of the run, outputs of the step.
 * None of it shows a secret.
 * @param {(string | undefined)[]} [secrets]
 * @param {NodeJS.ProcessEnv} [env]
 */
export function createReport(secrets = [], env = process.env) {
  const redact = redactor(secrets);
  const append = (file, text) => file && appendFileSync(file, `${redact(text)}\n`);
  return {
    redact,
    say: (/** @type {string} */ line) => console.log(redact(line)),
    warn: (/** @type {string} */ line) => console.error(redact(line)),
    /** Markdown on the page of the workflow run. */
    summary: (/** @type {string} */ markdown) => append(env.GITHUB_STEP_SUMMARY, markdown),
    /** A value for later steps. One line: a second one would be an output of its own. */
    output(/** @type {string} */ name, /** @type {string} */ value) {
      if (/[\r\n]/.test(value)) throw new Error(`The output ${name} has more than one line.`);
      append(env.GITHUB_OUTPUT, `${name}=${value}`);
    },
  };
}

/** @typedef {ReturnType<typeof createReport>} Report */

/**
 * Runs a script to its end: exit code 1 and a message without secrets when it fails.
 * @param {Report} report
 * @param {() => Promise<void> | void} work
 */
export async function runScript(report, work) {
  try {
    await work();
  } catch (error) {
    report.warn(`\n${inWords(error)}`);
    report.summary(`**Failed:** ${error.message}`);
    process.exitCode = 1;
  }
}
