import { spawn, spawnSync } from 'node:child_process';
import { chownSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { freePort } from '../../lib/ports.mjs';
import { databaseUser } from '../../lib/postgres/user.mjs';
import { until } from '../../lib/wait.mjs';
import { findPostgresPrograms } from './programs.mjs';

/**
 * A PostgreSQL server of its own, with pg_dump of the same version beside it.
 * @param {string} [bin] the folder of PostgreSQL's programs
 * @param {{ parent?: string, data?: string, settings?: Record<string, string> }} [options]
 *   parent: where its data lie; data: a data directory that is there already
 */
export async function startCluster(
  bin = findPostgresPrograms() ?? '',
  { parent = os.tmpdir(), data: given, settings: more = {} } = {},
) {
  const user = databaseUser(null);
  const home = mkdtempSync(path.join(parent, 'cluster-'));
  const data = given ?? path.join(home, 'data');
  const options = { ...user, cwd: '/', env: { PATH: process.env.PATH, LC_ALL: 'C' } };
  if (!given) makeData(bin, home, data, options);
  const port = await freePort();
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    fsync: 'off',
    port,
    ...more,
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = spawn(path.join(bin, 'postgres'), ['-D', data, ...flags], {
    ...options,
    stdio: 'ignore',
  });
  const onExit = () => server.kill('SIGQUIT');
  process.once('exit', onExit);
  const url = (database) => `postgres://postgres@127.0.0.1:${port}/${database}`;
  /** A client that is not connected yet. */
  const client = (/** @type {string} */ database, /** @type {pg.ClientConfig} */ options = {}) => {
    const made = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', database, ...options });
    made.on('error', () => {});
    return made;
  };
  const sql = async (database, statement, values = []) => {
    const one = client(database);
    await one.connect();
    try {
      return (await one.query(statement, values)).rows;
    } finally {
      await one.end();
    }
  };
  await until(() => sql('postgres', 'SELECT 1').catch(() => false), { timeoutMs: 30_000 });
  return {
    url,
    client,
    sql,
    bin,
    pid: Number(server.pid),
    async stop() {
      process.off('exit', onExit);
      const ended = new Promise((resolve) => server.once('exit', resolve));
      server.kill('SIGQUIT');
      await ended;
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** An empty cluster in a folder of its own. */
function makeData(bin, home, data, options) {
  mkdirSync(data, { mode: 0o700 });
  if (options.uid !== undefined)
    for (const dir of [home, data]) chownSync(dir, options.uid, options.gid ?? 0);
  const made = spawnSync(
    path.join(bin, 'initdb'),
    ['-D', data, '--username=postgres', '--auth=trust', '--encoding=UTF8', '--no-sync'],
    { ...options, encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(`initdb: ${made.stderr ?? made.error}`);
}
