import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

const NEEDED = ['initdb', 'postgres', 'pg_dump', 'pg_restore', 'psql'];

/** A folder with PostgreSQL's server and client programs of one version. */
export function findPostgresPrograms() {
  const parents = ['/usr/lib/postgresql', '/opt/homebrew/opt', '/usr/local/opt'];
  const folders = parents
    .filter((parent) => existsSync(parent))
    .flatMap((parent) => readdirSync(parent).map((name) => path.join(parent, name, 'bin')));
  return folders
    .filter((dir) => NEEDED.every((name) => existsSync(path.join(dir, name))))
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
    .at(-1);
}
