import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { inRoot } from '../../lib/paths.mjs';
import { run } from '../../lib/processes.mjs';

/**
 * Runs a script of the pipeline as a workflow does: a process of its own, that knows only the given
 * variables. None of the secrets may be in anything that it writes.
 * @param {string} script below scripts/ci
 * @param {Record<string, string>} variables
 * @param {{ secrets?: string[], args?: string[], endWhen?: (output: string) => boolean }} [options]
 *   endWhen: it gets SIGTERM, as from a run that is cancelled, once it has written this
 */
export async function runCi(script, variables, { secrets = [], args = [], endWhen } = {}) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'aipoweredmakers-ci-'));
  const files = { GITHUB_STEP_SUMMARY: 'summary.md', GITHUB_OUTPUT: 'output' };
  /** @type {NodeJS.ProcessEnv} */
  const env = { PATH: process.env.PATH, ...variables };
  for (const [name, file] of Object.entries(files)) {
    env[name] = path.join(folder, file);
    writeFileSync(path.join(folder, file), '');
  }
  try {
    /** @type {import('node:child_process').ChildProcess} */
    let child;
    let written = '';
    const result = await run(process.execPath, [inRoot('scripts/ci', script), ...args], {
      env,
      onStart: (started) => (child = started),
      onData: (text) => {
        written += text;
        if (!child.killed && endWhen?.(written)) child.kill('SIGTERM');
      },
    });
    const summary = readFileSync(path.join(folder, files.GITHUB_STEP_SUMMARY), 'utf8');
    const outputs = Object.fromEntries(
      readFileSync(path.join(folder, files.GITHUB_OUTPUT), 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => line.split(/=(.*)/s).slice(0, 2)),
    );
    for (const secret of secrets) {
      for (const text of [result.output, summary, JSON.stringify(outputs)]) {
        assert.ok(!text.includes(secret), `a secret was written:\n${text}`);
      }
    }
    return { ...result, summary, outputs };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
