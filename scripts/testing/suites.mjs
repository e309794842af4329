import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { withoutNpm } from '../lib/install.mjs';
import { filesBelow, inRoot, node, root } from '../lib/paths.mjs';
import { freePort } from '../lib/ports.mjs';
import { startPostgres, UNSAFE_BUT_FAST } from '../lib/postgres/index.mjs';
import { migrate, startClient, startServer } from '../lib/product.mjs';
import { secretsOf } from '../lib/secrets.mjs';
import { temporaryDataDir } from '../lib/temporary.mjs';

/** A runner that hangs is ended, so that a failure is seen. */
const MAX_MINUTES = 30;

/**
 * @typedef {object} Result
 * @property {number} passed
 * @property {number} failed a suite that could not run at all counts as one failure
 * @property {number} skipped
 *
 * @typedef {object} Context
 * @property {string} reports a folder for the runners' reports
 * @property {string[]} filter further arguments for the runner
 * @property {Record<string, string>} programs where the programs are that tests start, by variable
 * @property {string[]} leftOut test files that cannot run for want of a program
 * @property {Record<string, string> | undefined} chromium
 */

/** @type {Record<string, (context: Context) => Promise<Result>>} */
export const SUITES = {
  /** The scripts themselves: node's own runner. */
  async scripts({ reports, filter, programs, leftOut }) {
    const file = path.join(reports, 'scripts.tap');
    const files = filesBelow('scripts', '.test.mjs')
      .filter((name) => filter.length === 0 || filter.some((part) => name.includes(part)))
      .filter((name) => !leftOut.includes(name));
    const args = [
      '--test',
      '--test-concurrency=1',
      '--test-timeout=300000',
      '--test-force-exit',
      '--test-reporter=spec',
      '--test-reporter-destination=stdout',
    ];
    const code = await show(
      [...args, '--test-reporter=tap', `--test-reporter-destination=${file}`, ...files],
      { cwd: root, env: programs },
    );
    const tap = read(file);
    const count = (name) => Number(tap.match(new RegExp(`^# ${name} (\\d+)$`, 'm'))?.[1] ?? 0);
    const failed = count('fail') + count('cancelled');
    return atLeast(code, { passed: count('pass'), failed, skipped: count('skipped') });
  },

  /** Unit, HTTP and recovery tests of the server, on a real PostgreSQL and a real Redis. */
  async server({ reports, filter, programs, leftOut }) {
    const file = path.join(reports, 'server.json');
    const without = leftOut.map((suite) => `--testPathIgnorePatterns=${suite}`);
    const jest = inRoot('server/node_modules/jest/bin/jest.js');
    const args = [
      '--experimental-vm-modules',
      '--no-warnings',
      jest,
      '--json',
      `--outputFile=${file}`,
    ];
    const { dataDir, remove } = await temporaryDataDir('test');
    const postgres = await startPostgres(dataDir, {
      settings: { ...UNSAFE_BUT_FAST, max_connections: 300 },
    });
    try {
      const code = await show([...args, ...without, ...filter], {
        cwd: inRoot('server'),
        env: { NODE_ENV: 'test', TEST_DATABASE_URL: postgres.url, ...programs },
      });
      const report = JSON.parse(read(file) || '{}');
      return atLeast(code, {
        passed: report.numPassedTests ?? 0,
        failed: (report.numFailedTests ?? 0) + (report.numRuntimeErrorTestSuites ?? 0),
        skipped: (report.numPendingTests ?? 0) + (report.numTodoTests ?? 0),
      });
    } finally {
      await postgres.stop();
      dataDir.release();
      remove();
    }
  },

  /** Component and rule tests of the client. */
  async client({ reports, filter }) {
    const file = path.join(reports, 'client.json');
    const vitest = inRoot('client/node_modules/vitest/vitest.mjs');
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
    const code = await show([vitest, 'run', ...reporters, ...filter], {
      cwd: inRoot('client'),
      env: { NODE_ENV: 'test' },
    });
    const report = JSON.parse(read(file) || '{}');
    const broken = (report.testResults ?? []).filter(
      (suite) => suite.status === 'failed' && suite.assertionResults.length === 0,
    ).length;
    return atLeast(code, {
      passed: report.numPassedTests ?? 0,
      failed: (report.numFailedTests ?? 0) + broken,
      skipped: (report.numPendingTests ?? 0) + (report.numTodoTests ?? 0),
    });
  },

  /** The journey through the started product in a real browser. */
  async browser({ reports, filter, chromium }) {
    const file = path.join(reports, 'browser.json');
    const { dataDir, remove } = await temporaryDataDir('browser');
    const stop = [() => dataDir.release(), remove];
    try {
      const say = (message) => console.log(message);
      const giveUp = (error) => console.error(error);
      const postgres = await startPostgres(dataDir, { settings: UNSAFE_BUT_FAST, say, giveUp });
      stop.unshift(() => postgres.stop());
      await migrate(postgres.url);
      const env = { ...process.env, ...secretsOf(dataDir, {}) };
      const ports = { port: await freePort(), apiPort: await freePort() };
      const product = { env, databaseUrl: postgres.url, ...ports, say, giveUp };
      const server = await startServer(dataDir, product);
      stop.unshift(() => server.stop());
      const client = await startClient(dataDir, product);
      stop.unshift(() => client.stop());

      const playwright = inRoot('client/node_modules/@playwright/test/cli.js');
      const code = await show([playwright, 'test', '--reporter=list,json', ...filter], {
        cwd: inRoot('client'),
        env: {
          ...chromium,
          BASE_URL: `http://localhost:${ports.port}`,
          API_URL: `http://127.0.0.1:${ports.apiPort}`,
          PLAYWRIGHT_JSON_OUTPUT_FILE: file,
        },
      });
      const { stats } = JSON.parse(read(file) || '{}');
      return atLeast(code, {
        passed: (stats?.expected ?? 0) + (stats?.flaky ?? 0),
        failed: stats?.unexpected ?? 0,
        skipped: stats?.skipped ?? 0,
      });
    } finally {
      for (const action of stop) await action();
    }
  },
};

/** A runner that ends with an error has failed, also when it counted nothing. */
const atLeast = (code, result) =>
  code === 0 || result.failed > 0 ? result : { ...result, failed: 1 };

const read = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : '');

/**
 * Runs Node 24 with its output on the screen.
 * @param {string[]} args
 * @param {{ cwd: string, env?: Record<string, string> }} options
 * @returns {Promise<number>}
 */
function show(args, { cwd, env }) {
  return new Promise((resolve, reject) => {
    const options = {
      cwd,
      env: { ...withoutNpm(), ...env },
      stdio: ['ignore', 'inherit', 'inherit'],
    };
    const child = spawn(node, args, /** @type {any} */ (options));
    const onExit = () => child.kill();
    process.once('exit', onExit);
    const tooLong = setTimeout(() => {
      console.error(`Ended after ${MAX_MINUTES} minutes.`);
      child.kill('SIGKILL');
    }, MAX_MINUTES * 60_000);
    child.once('error', reject);
    child.once('exit', (code) => {
      clearTimeout(tooLong);
      process.off('exit', onExit);
      resolve(code ?? 1);
    });
  });
}
