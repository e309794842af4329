import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { filesBelow, inRoot } from '../lib/paths.mjs';
import { run } from '../lib/processes.mjs';
import { findPostgresPrograms } from '../backup/testing/programs.mjs';
import { onPath } from './on-path.mjs';

/**
 * A program of the machine that some tests start.
 * @typedef {object} Program
 * @property {string} name its file on the PATH; also the Debian package, unless `aptPackage` names it
 * @property {string} variable names another file; a test that needs the program reads this variable
 * @property {string} [aptPackage]
 * @property {() => string | undefined} [find] where it lies when that is not the PATH
 */

/** @type {Program} */
const REDIS = { name: 'redis-server', variable: 'REDIS_SERVER' };

/** @type {Program} */
const POSTGRESQL = {
  name: 'postgresql',
  variable: 'POSTGRES_BIN', // a folder: server and pg_dump of one version
  find: findPostgresPrograms,
};

/** @type {Program[]} */
export const SERVER_TEST_PROGRAMS = [
  REDIS,
  // Not NGINX: nginx reads that one itself.
  { name: 'nginx', variable: 'NGINX_PROGRAM' },
  { name: 'pgbouncer', variable: 'PGBOUNCER' },
];

/** @type {Program[]} */
export const SCRIPT_TEST_PROGRAMS = [
  { name: 'promtool', variable: 'PROMTOOL', aptPackage: 'prometheus' },
  POSTGRESQL,
  REDIS,
];

/** What `npm run rehearse` starts besides Node. */
export const REHEARSAL_PROGRAMS = [POSTGRESQL, REDIS];

/**
 * Finds a program, and installs it where that is possible.
 * @param {Program} program
 * @param {(message: string) => void} say
 * @returns {Promise<{ path: string } | { missing: string }>} `missing` says how to get it
 */
export async function findProgram(program, say) {
  const { name, variable, aptPackage = name, find = () => onPath(name) } = program;
  const given = process.env[variable];
  if (given) {
    return existsSync(given)
      ? { path: given }
      : { missing: `set ${variable} to a file that is there, not to ${given}` };
  }
  const found = find();
  if (found) return { path: found };
  const how = `install it (Debian, Ubuntu: apt-get install ${aptPackage}; macOS: brew install ${aptPackage.replace('-server', '')})`;
  if (process.getuid?.() !== 0 || !onPath('apt-get')) return { missing: how };
  say(`${name} is missing: installing it by apt-get`);
  const problem = await aptInstall(aptPackage);
  const installed = find();
  return installed ? { path: installed } : { missing: `${how}; apt-get failed: ${problem}` };
}

/**
 * The test files that start a program, by the variable that tells them where it is.
 * @param {Program} program
 * @param {string[]} files of the suite
 */
export const testsThatNeed = ({ variable }, files) =>
  files.filter((file) => readFileSync(inRoot(file), 'utf8').includes(variable));

export const serverTests = () =>
  ['server/src', 'server/test'].flatMap((folder) => filesBelow(folder, 'spec.ts'));

export const scriptTests = () => filesBelow('scripts', '.test.mjs');

/** @param {string} name */
async function aptInstall(name) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', ['update', '-qq'], { env, stdio: 'ignore' });
  // No start of a service: the tests start their own, on ports of their own.
  const args = ['install', '-y', '-qq', '--no-install-recommends', name];
  const { code, output } = await run('apt-get', args, { env: { ...env, RUNLEVEL: '1' } });
  return code === 0 ? '' : (output.trim().split('\n').at(-1) ?? '');
}
