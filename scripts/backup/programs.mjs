import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { Problem } from '../lib/problem.mjs';

const NAMES = ['pg_dump', 'pg_restore', 'psql'];

/**
 * PostgreSQL's client programs for a server: of its own major version, else of the next one above.
 * An older pg_dump refuses a newer server.
 * @param {number} major of the server
 * @returns {{ pg_dump: string, pg_restore: string, psql: string, major: number }}
 */
export function findPrograms(major) {
  const fitting = candidates()
    .map((dir) => ({ dir, major: majorOf(path.join(dir, 'pg_dump')) }))
    .filter((found) => found.major >= major)
    .sort((a, b) => a.major - b.major)[0];
  if (!fitting) {
    throw new Problem(
      `pg_dump, pg_restore and psql of PostgreSQL ${major} or newer are not on this machine. Install them ` +
        `(Debian, Ubuntu: apt-get install postgresql-client-${major}; macOS: brew install libpq), name their ` +
        'folder in BACKUP_PG_BIN, or use the backup container, which has them.',
    );
  }
  const { dir } = fitting;
  const programs = Object.fromEntries(NAMES.map((name) => [name, path.join(dir, name)]));
  return { .../** @type {any} */ (programs), major: fitting.major };
}

function candidates() {
  const { BACKUP_PG_BIN, PATH = '' } = process.env;
  if (BACKUP_PG_BIN) return [BACKUP_PG_BIN];
  const folders = (parent, below = 'bin') =>
    existsSync(parent) ? readdirSync(parent).map((name) => path.join(parent, name, below)) : [];
  const all = [
    ...folders('/usr/lib/postgresql'),
    ...PATH.split(path.delimiter),
    '/opt/homebrew/opt/libpq/bin',
    '/usr/local/opt/libpq/bin',
    ...folders('/Applications/Postgres.app/Contents/Versions'),
  ];
  return all.filter((dir) => NAMES.every((name) => isProgram(path.join(dir, name))));
}

/** Debian's wrapper chooses a version by itself; the programs behind it are in the list already. */
function isProgram(file) {
  return existsSync(file) && path.basename(realpathSync(file)) !== 'pg_wrapper';
}

function majorOf(file) {
  const { stdout } = spawnSync(file, ['--version'], { encoding: 'utf8' });
  return Number(/(\d+)(\.|devel|beta|rc| |$)/.exec(stdout ?? '')?.[1] ?? 0);
}
