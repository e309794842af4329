import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { run } from '../lib/processes.mjs';
import { onPath } from './on-path.mjs';

const HOW = 'install it (Debian, Ubuntu: apt-get install redis-server; macOS: brew install redis)';

/**
 * Finds the redis-server that the Redis suites start, and installs it where that is possible.
 * @param {(message: string) => void} say
 * @returns {Promise<{ path: string } | { missing: string }>}
 */
export async function findRedis(say) {
  const given = process.env.REDIS_SERVER;
  if (given)
    return existsSync(given)
      ? { path: given }
      : { missing: `set REDIS_SERVER to a file that is there, not to ${given}` };
  const found = onPath('redis-server');
  if (found) return { path: found };
  if (process.getuid?.() === 0 && onPath('apt-get')) {
    say('redis-server is missing: installing it by apt-get');
    const problem = await aptInstall('redis-server');
    const installed = onPath('redis-server');
    return installed ? { path: installed } : { missing: `${HOW}; apt-get failed: ${problem}` };
  }
  return { missing: HOW };
}

/** @param {string} name */
async function aptInstall(name) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', ['update', '-qq'], { env, stdio: 'ignore' });
  // No start of a service: the tests start their own, on ports of their own.
  const args = ['install', '-y', '-qq', '--no-install-recommends', name];
  const { code, output } = await run('apt-get', args, { env: { ...env, RUNLEVEL: '1' } });
  return code === 0 ? '' : (output.trim().split('\n').at(-1) ?? '');
}
