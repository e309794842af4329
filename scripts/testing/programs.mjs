import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { filesBelow, inRoot } from '../lib/paths.mjs';
import { run } from '../lib/processes.mjs';
import { onPath } from './on-path.mjs';

/**
 * A program of the machine that some tests start.
 * @typedef {object} Program
 * @property {string} name its file on the PATH; also the Debian package, unless `aptPackage` names it
 * @property {string} variable names another file; a test that needs the program reads this variable
 * @property {string} [aptPackage]
 */

/** @type {Program[]} */
export const SERVER_TEST_PROGRAMS = [{ name: 'redis-server', variable: 'REDIS_SERVER' }];

/**
 * Finds a program, and installs it where that is possible.
 * @param {Program} program
 * @param {(message: string) => void} say
 * @returns {Promise<{ path: string } | { missing: string }>} `missing` says how to get it
 */
export async function findProgram({ name, variable, aptPackage = name }, say) {
  const given = process.env[variable];
  if (given) {
    return existsSync(given)
      ? { path: given }
      : { missing: `set ${variable} to a file that is there, not to ${given}` };
  }
  const found = onPath(name);
  if (found) return { path: found };
  const how = `install it (Debian, Ubuntu: apt-get install ${aptPackage}; macOS: brew install ${aptPackage.replace('-server', '')})`;
  if (process.getuid?.() !== 0 || !onPath('apt-get')) return { missing: how };
  say(`${name} is missing: installing it by apt-get`);
  const problem = await aptInstall(aptPackage);
  const installed = onPath(name);
  return installed ? { path: installed } : { missing: `${how}; apt-get failed: ${problem}` };
}

/** The test files of the server that start a program, by the variable that tells them where it is. */
export const testsThatNeed = (/** @type {Program} */ { variable }) =>
  ['server/src', 'server/test']
    .flatMap((folder) => filesBelow(folder, 'spec.ts'))
    .filter((file) => readFileSync(inRoot(file), 'utf8').includes(variable));

/** @param {string} name */
async function aptInstall(name) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', ['update', '-qq'], { env, stdio: 'ignore' });
  // No start of a service: the tests start their own, on ports of their own.
  const args = ['install', '-y', '-qq', '--no-install-recommends', name];
  const { code, output } = await run('apt-get', args, { env: { ...env, RUNLEVEL: '1' } });
  return code === 0 ? '' : (output.trim().split('\n').at(-1) ?? '');
}
