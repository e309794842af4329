import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { lintCompose } from './compose.mjs';
import { faultsOf } from './dockerfiles.mjs';
import { runChecks } from './run-checks.mjs';
import { over, overByNode, overByProgram, repositoryFiles } from './tools.mjs';

const folder = mkdtempSync(path.join(os.tmpdir(), 'aipoweredmakers-lint-'));
after(() => rmSync(folder, { recursive: true, force: true }));
/** A file for one test. */
const file = (name, text) => {
  writeFileSync(path.join(folder, name), text);
  return path.join(folder, name);
};

describe('runChecks', () => {
  /** @type {import('./run-checks.mjs').Check[]} */
  const checks = [
    { name: 'good', run: async () => ({ ok: true, note: '3 files' }) },
    { name: 'bad', run: async () => ({ ok: false, output: 'line 7 is wrong' }) },
    { name: 'broken', run: () => Promise.reject(new Error('no such thing')) },
    { name: 'lacking', run: async () => ({ missing: 'install it' }) },
  ];
  const run = async (strict, some = checks) => {
    const lines = [];
    const failed = await runChecks(some, { strict, print: (line) => lines.push(line) });
    return { failed, text: lines.join('\n') };
  };

  it('tells each check in a line, what is wrong, and counts', async () => {
    const { failed, text } = await run(false);
    assert.equal(failed, 2);
    assert.match(text, /good +passed +\d+\.\d s {2}3 files/);
    assert.match(text, /bad +FAILED.*\n +line 7 is wrong/);
    assert.match(text, /broken +FAILED.*\n +Error: no such thing/);
    assert.match(text, /lacking +NOT RUN +\d+\.\d s {2}To run it, install it\./);
    assert.match(text, /1 not run\n1 passed, 2 failed$/);
  });

  it('counts what cannot run as failed when it is strict', async () => {
    assert.equal((await run(true)).failed, 3);
  });

  it('fails when there is nothing to run', async () => {
    assert.equal((await run(false, [])).failed, 1);
  });
});

describe('the linters', () => {
  it('fail when a pattern finds no file, or the program says so', async () => {
    assert.equal((await over('true', [], [])).ok, false);
    assert.equal((await over('false', [], ['a'])).ok, false);
    assert.deepEqual(await over('true', [], ['a', 'b']), { ok: true, note: '2 files', output: '' });
  });

  it('name a program that is not there', async () => {
    process.env.NO_SUCH_LINTER = '/no/such/linter';
    const found = await overByProgram({ name: 'none', variable: 'NO_SUCH_LINTER' }, [], ['a']);
    assert.deepEqual(found, {
      missing: 'set NO_SUCH_LINTER to a file that is there, not to /no/such/linter',
    });
  });

  it('look at the files of the repository, not at what it ignores', () => {
    assert.ok(repositoryFiles('*.yml').includes('.github/workflows/ci.yml'));
    assert.ok(!repositoryFiles('.').some((name) => name.includes('node_modules/')));
  });

  it('find a mistake in a workflow', async () => {
    const bad = file('bad.yml', 'on: push\njobs:\n  a:\n    runs-on: x\n    stepz: []\n');
    const bin = 'node_modules/@action-validator/cli/cli.mjs';
    const { ok, output = '' } = await overByNode(bin, [], [bad]);
    assert.equal(ok, false);
    assert.match(output, /stepz/);
  });

  it('find a mistake in a Dockerfile', () => {
    const text = 'FROM node:24\nRUN --mount=type=cache,target=/x echo\nCOPPY a b\n';
    assert.deepEqual(faultsOf('Dockerfile', text), ['Dockerfile:3: Unknown instruction: COPPY']);
  });

  it('find a secret in a file', async () => {
    // In two parts, so that this file has none.
    const leak = file('leak.txt', `key = ${'ghp_'}${'16C7e42F292c6912E7710c838347Ae178B4a'}\n`);
    const bin = 'node_modules/secretlint/bin/secretlint.js';
    const { ok, output = '' } = await overByNode(bin, ['--no-glob', '--no-gitignore'], [leak]);
    assert.equal(ok, false);
    assert.match(output, /GITHUB_TOKEN/);
    assert.doesNotMatch(output, /16C7e42F292c/);
  });
});

describe('docker compose config', () => {
  /** Runs it with a program that stands for docker compose. */
  async function lint(program, text) {
    process.env.DOCKER_COMPOSE = `node ${file('compose.mjs', program)}`;
    try {
      return await lintCompose([[file('docker-compose.yml', text)]]);
    } finally {
      delete process.env.DOCKER_COMPOSE;
    }
  }
  const TEXT = 'a: ${NEEDED:?set it}\nb: ${ALSO?set it}\nc: ${OPTIONAL:-x}\n';

  it('gives a value to whatever the file asks for, and to nothing else', async () => {
    const program =
      'const { NEEDED, ALSO, OPTIONAL } = process.env;' +
      'if (process.argv[2] === "version") process.exit(0);' +
      'console.log(NEEDED, ALSO, OPTIONAL); process.exit(NEEDED && ALSO && !OPTIONAL ? 0 : 1);';
    const outcome = await lint(program, TEXT);
    assert.ok('ok' in outcome && outcome.ok, JSON.stringify(outcome));
  });

  it('fails with what docker compose says', async () => {
    const program = 'if (process.argv[2] !== "version") throw new Error("services.a is wrong")';
    const outcome = await lint(program, TEXT);
    assert.ok('ok' in outcome && !outcome.ok);
    assert.match(outcome.output ?? '', /services\.a is wrong/);
  });

  it('is named as not run without docker compose', async () => {
    const outcome = await lint('process.exit(1)', TEXT);
    assert.deepEqual(Object.keys(outcome), ['missing']);
  });
});
