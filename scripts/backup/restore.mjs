import { randomBytes } from 'node:crypto';
import { Problem } from '../lib/problem.mjs';
import { databaseName, quoted, serverOf, urlOfDatabase, withConnection } from './connection.mjs';
import { loadDump } from './dump.mjs';
import { fingerprint } from './fingerprint.mjs';
import { findPrograms } from './programs.mjs';
import { noteSuccess } from './record.mjs';
import { compare, sourceOf } from './verify.mjs';

/**
 * Restores a backup into the database of `url`. It is built up beside the present one, compared with
 * its manifest, and takes its name at the very end: a restore that fails changes nothing.
 * @param {object} options
 * @param {string} options.url of the database; the database need not exist
 * @param {string} options.file the data
 * @param {import('./files.mjs').Manifest} options.manifest
 * @param {string[]} options.identities
 * @param {string | null} options.replace the name of the database, when one that holds data may give way
 * @param {string[]} options.locations where the backup lies
 * @param {(message: string) => void} options.say
 * @returns {Promise<{ before: string | null }>} the name under which the earlier database stays
 */
export async function restore({ url, file, manifest, identities, replace, locations, say }) {
  const name = databaseName(url);
  const suffix = `${new Date().toISOString().slice(0, 10).replaceAll('-', '')}_${randomBytes(3).toString('hex')}`;
  const fresh = `${name}_restore_${suffix}`;
  const aside = `${name}_before_${suffix}`;
  return withConnection(await maintenanceUrl(url), async (server) => {
    const present = await look(server, url);
    if (present.tables > 0 && replace !== name)
      throw new Problem(
        `The database ${name} holds ${present.tables} tables. To let a backup take its place add: --replace ${name} ` +
          '(it is kept beside, under another name).',
      );
    await assertUnused(server, name);
    const { major } = await serverOf(server);
    await server.query(`CREATE DATABASE ${quoted(fresh)} TEMPLATE template0`);
    try {
      const target = urlOfDatabase(url, fresh);
      await loadDump(findPrograms(major), await sourceOf(file, manifest, identities), target);
      await withConnection(target, async (client) => {
        await compare(client, manifest, say);
        await client.query('ANALYZE');
        // Within the dump this backup is still under way.
        await noteSuccess(client, manifest, locations);
      });
      await assertUnused(server, name);
      await server.query('BEGIN');
      if (present.exists) await rename(server, name, aside);
      await rename(server, fresh, name);
      await server.query('COMMIT');
    } catch (error) {
      await server.query('ROLLBACK');
      await server.query(`DROP DATABASE IF EXISTS ${quoted(fresh)} WITH (FORCE)`);
      throw error;
    }
    if (present.exists && present.tables === 0) {
      await server.query(`DROP DATABASE ${quoted(aside)}`);
      return { before: null };
    }
    return { before: present.exists ? aside : null };
  });
}

const rename = (server, from, to) =>
  server.query(`ALTER DATABASE ${quoted(from)} RENAME TO ${quoted(to)}`);

/** A database cannot be renamed from inside: another one that lets us in. */
async function maintenanceUrl(url) {
  const urls = ['postgres', 'template1'].map((name) => urlOfDatabase(url, name));
  for (const candidate of urls) {
    const works = await withConnection(candidate, async () => true).catch(() => false);
    if (works) return candidate;
  }
  return withConnection(urls[0], async () => urls[0]); // the reason, in words
}

async function look(server, url) {
  const found = await server.query('SELECT 1 FROM pg_database WHERE datname = $1', [
    databaseName(url),
  ]);
  if (found.rowCount === 0) return { exists: false, tables: 0 };
  const tables = await withConnection(url, async (client) =>
    Object.keys(await fingerprint(client)),
  );
  return { exists: true, tables: tables.length };
}

async function assertUnused(server, name) {
  const { rows } = await server.query(
    `SELECT coalesce(nullif(application_name, ''), 'a program') AS program, count(*)::int AS count
       FROM pg_stat_activity WHERE datname = $1 GROUP BY 1 ORDER BY 2 DESC`,
    [name],
  );
  if (rows.length === 0) return;
  const who = rows.map(({ program, count }) => `${program} (${count})`).join(', ');
  throw new Problem(
    `The database ${name} is in use by ${who}. Stop the server and the worker first.`,
  );
}
