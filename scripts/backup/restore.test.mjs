import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { makeBackup } from './backup.mjs';
import { restore } from './restore.mjs';
import { makeKeys } from './seal.mjs';
import { useBackupFixture } from './testing/fixture.mjs';

describe('a restore', () => {
  const given = useBackupFixture(process.env.POSTGRES_BIN);
  const databases = async (like) =>
    (
      await given.cluster.sql(
        'postgres',
        'SELECT datname FROM pg_database WHERE datname ~ $1 ORDER BY 1',
        [like],
      )
    ).map(({ datname }) => datname);
  const attempts = async (database) =>
    (await given.cluster.sql(database, 'SELECT count(*)::int AS count FROM sign_in_attempts'))[0]
      .count;

  /** A backup of a database, ready to be restored. */
  const backedUp = async () => {
    const database = await given.database();
    const settings = await given.settings(database);
    const manifest = await makeBackup(settings, { reason: 'manual', say: given.say });
    const file = path.join(settings.dir, manifest.file);
    /** @param {string} into @param {any} [more] */
    const into = (into, more = {}) =>
      restore({
        url: given.cluster.url(into),
        file,
        manifest,
        identities: [given.keys.identity],
        replace: null,
        locations: [settings.dir],
        say: given.say,
        ...more,
      });
    return { database, settings, manifest, into };
  };

  it('makes a database that is not there yet', async () => {
    const { manifest, into } = await backedUp();
    assert.deepEqual(await into('from_nothing'), { before: null });
    assert.equal(await attempts('from_nothing'), 3000);
    const [row] = await given.cluster.sql('from_nothing', 'SELECT * FROM backups');
    assert.deepEqual(
      [row.id, row.status, row.checksum],
      [manifest.id, 'succeeded', manifest.sha256],
    );
  });

  it('fills one that is empty, and leaves nothing beside it', async () => {
    const { into } = await backedUp();
    await given.cluster.sql('postgres', 'CREATE DATABASE "empty one"');
    await into('empty one');
    assert.deepEqual(await databases('^empty one'), ['empty one']);
  });

  it('refuses one that holds data, unless it is named; then that one is kept beside', async () => {
    const { database, into } = await backedUp();
    await given.cluster.sql(database, 'DELETE FROM sign_in_attempts');
    await assert.rejects(into(database), new RegExp(`holds 2\\d tables.*--replace ${database}`));
    await assert.rejects(into(database, { replace: 'another' }), /holds 2\d tables/);
    assert.equal(await attempts(database), 0);
    const { before } = await into(database, { replace: database });
    assert.equal(await attempts(database), 3000);
    assert.equal(await attempts(before), 0);
  });

  it('refuses while the product uses the database', async () => {
    const { database, into } = await backedUp();
    const release = await given.hold(database, 'SELECT 1');
    await assert.rejects(into(database, { replace: database }), /in use by .*Stop the server/);
    await release();
  });

  it('that fails changes nothing', async () => {
    const { database, manifest, into } = await backedUp();
    const other = await makeKeys();
    await assert.rejects(
      into(database, { replace: database, identities: [other.identity] }),
      /cannot be decrypted with this private key/,
    );
    const tables = { ...manifest.tables, 'public.users': { rows: 99, hash: '0' } };
    await assert.rejects(
      into(database, { replace: database, manifest: { ...manifest, tables } }),
      /public\.users has 0 rows instead of 99/,
    );
    assert.deepEqual(await databases(`^${database}`), [database]);
    assert.equal(await attempts(database), 3000);
  });

  /** Programs whose pg_restore says something before the rest. */
  const withRestoreThatSays = async (dir, lines, work) => {
    const { bin } = given.cluster;
    const folder = path.join(dir, 'bin');
    mkdirSync(folder);
    for (const name of ['pg_dump', 'psql'])
      symlinkSync(path.join(bin, name), path.join(folder, name));
    const script = ['#!/bin/sh', "cat <<'END'", ...lines, 'END', `exec ${bin}/pg_restore "$@"`, ''];
    writeFileSync(path.join(folder, 'pg_restore'), script.join('\n'), { mode: 0o755 });
    process.env.BACKUP_PG_BIN = folder;
    await work().finally(() => delete process.env.BACKUP_PG_BIN);
  };

  it('leaves out what only an operator may make or only a newer server knows', async () => {
    const { settings, into } = await backedUp();
    const lines = [
      'SET transaction_timeout = 0;',
      'CREATE EXTENSION IF NOT EXISTS pg_stat_statements WITH SCHEMA nowhere;',
      "COMMENT ON EXTENSION pg_stat_statements IS 'x';",
    ];
    await withRestoreThatSays(settings.dir, lines, () => into('spoken_to_by_17'));
    assert.equal(await attempts('spoken_to_by_17'), 3000);
  });

  it('gives the words of PostgreSQL when that refuses a statement', async () => {
    const { settings, into } = await backedUp();
    await withRestoreThatSays(settings.dir, ['SELECT no_such_function();'], () =>
      assert.rejects(
        into('refused'),
        /psql failed: .*function no_such_function\(\) does not exist/s,
      ),
    );
    assert.deepEqual(await databases('^refused'), []);
  });
});
