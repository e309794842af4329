import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { node } from '../lib/paths.mjs';
import { until } from '../lib/wait.mjs';
import { makeBackup } from './backup.mjs';
import { listLocal } from './files.mjs';
import { makeKeys, measure, openSealed } from './seal.mjs';
import { useBackupFixture } from './testing/fixture.mjs';
import { assertWhole } from './verify.mjs';

const MAIN = fileURLToPath(new URL('./main.mjs', import.meta.url));
const PATIENCE_MS = 60_000;
const STORE = {
  bucket: 'b',
  prefix: '',
  region: 'x',
  accessKeyId: 'id',
  secretAccessKey: 'secret',
};

describe('a backup', () => {
  const given = useBackupFixture(process.env.POSTGRES_BIN);
  const backup = (settings, more = {}) =>
    makeBackup(settings, { reason: 'manual', say: given.say, ...more });
  const rows = (database) =>
    given.cluster.sql(database, 'SELECT * FROM backups ORDER BY started_at');
  /** Restores it into a throw-away database. */
  const prove = (settings, manifest, identity = given.keys.identity) =>
    assertWhole(settings, { manifest, identities: [identity], say: given.say });
  /** The command in a process of its own, which can be killed. */
  const command = (settings, ...args) => {
    const env = {
      ...process.env,
      DATABASE_URL: settings.databaseUrl,
      BACKUP_DIR: settings.dir,
      BACKUP_AGE_RECIPIENTS: settings.recipients.join(),
    };
    const child = spawn(node, [MAIN, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (text) => (output += text));
    return { child, output: () => output, ended: once(child, 'close') };
  };

  it('is proven whole, recorded, and says what it holds', async () => {
    const database = await given.database();
    const settings = await given.settings(database, { BACKUP_SCHEDULE: '30 1 * * *' });
    const manifest = await backup(settings, { prove: true });
    assert.deepEqual(listLocal(settings.dir), [manifest]);
    assert.equal(manifest.tables['public.sign_in_attempts'].rows, 3000);
    assert.deepEqual(manifest.encryptionKeyIds, ['k1']);
    assert.match(manifest.migration ?? '', /\d{13}$/);
    assert.ok(given.said.includes('2 sealed secrets were opened with the present keys.'));
    const [row] = await rows(database);
    assert.equal(row.status, 'succeeded');
    assert.equal(row.checksum, manifest.sha256);
    assert.equal(Number(row.bytes), manifest.bytes);
    assert.equal(row.next_due_at.toISOString(), manifest.nextDueAt);
    assert.ok(row.verified_at);
  });

  it('can be read with the private key only', async () => {
    const settings = await given.settings(await given.database());
    const manifest = await backup(settings);
    const file = path.join(settings.dir, manifest.file);
    assert.equal(readFileSync(file).subarray(0, 21).toString(), 'age-encryption.org/v1');
    const other = await makeKeys();
    await assert.rejects(
      openSealed(file, [other.identity]),
      /cannot be decrypted with this private key/,
    );
    await prove(settings, manifest);
  });

  it('holds one moment, also while others write', async () => {
    const database = await given.database();
    const settings = await given.settings(database);
    let writing = true;
    const writer = (async () => {
      for (let number = 0; writing; number++) {
        await given.cluster.sql(
          database,
          `INSERT INTO sign_in_attempts VALUES ('later' || $1, 1, now())`,
          [number],
        );
        await given.cluster.sql(database, 'UPDATE sign_in_attempts SET failures = failures + 1');
      }
    })();
    const manifest = await backup(settings).finally(() => (writing = false));
    await writer;
    await prove(settings, manifest);
  });

  it('that was damaged anywhere is found out', async () => {
    const settings = await given.settings(await given.database());
    const manifest = await backup(settings);
    const file = path.join(settings.dir, manifest.file);
    const bytes = readFileSync(file);
    bytes[Math.floor(bytes.length / 2)] ^= 1;
    writeFileSync(file, bytes);
    await assert.rejects(prove(settings, manifest), /is damaged: its checksum/);
    // The same with a checksum that was forged along: what is encrypted cannot be changed.
    const forged = { ...manifest, ...(await measure(/** @type {any} */ ([bytes]))) };
    await assert.rejects(prove(settings, forged), /invalid tag|failed/);
  });

  it('that lacks its end restores nothing', async () => {
    const settings = await given.settings(await given.database(), { BACKUP_AGE_RECIPIENTS: '' });
    const manifest = await backup(settings);
    const file = path.join(settings.dir, manifest.file);
    truncateSync(file, Math.floor(manifest.bytes * 0.9));
    const cut = { ...manifest, ...(await measure(/** @type {any} */ ([readFileSync(file)]))) };
    await assert.rejects(prove(settings, cut), /pg_restore failed: .*end of file/s);
  });

  it('tells when the database holds other contents than it should', async () => {
    const settings = await given.settings(await given.database());
    const manifest = await backup(settings);
    const { 'public.providers': providers, ...others } = manifest.tables;
    const expecting = (tables) => prove(settings, { ...manifest, tables });
    await assert.rejects(
      expecting({ ...others, 'public.providers': { ...providers, hash: '1' } }),
      /public\.providers has other contents in its 1 rows/,
    );
    await assert.rejects(
      expecting({ ...others, 'public.providers': { ...providers, rows: 2 } }),
      /public\.providers has 1 rows instead of 2/,
    );
    await assert.rejects(expecting(others), /public\.providers should not be there/);
  });

  it('tells when its secrets cannot be opened with the present keys', async () => {
    const settings = await given.settings(await given.database());
    const manifest = await backup(settings);
    const wrong = `k1:${Buffer.alloc(32, 9).toString('base64')}`;
    await assert.rejects(
      prove({ ...settings, encryptionKeys: [wrong] }, manifest),
      /holds secrets that ENCRYPTION_KEYS cannot open:\s+providers .*sealed with another key/s,
    );
  });

  it('leaves no throw-away database behind, however the proof ends', async () => {
    const databases = () =>
      given.cluster.sql(
        'postgres',
        `SELECT datname FROM pg_database WHERE datname ~ '^apm_verify_'`,
      );
    await given.cluster.sql('postgres', 'CREATE DATABASE apm_verify_left_by_a_kill');
    const settings = await given.settings(await given.database());
    const manifest = await backup(settings);
    await assert.rejects(prove({ ...settings, encryptionKeys: ['k1:AAAA'] }, manifest));
    assert.deepEqual(await databases(), []);
  });

  it('that was killed leaves nothing that looks like a backup, and is said to be cut off', async () => {
    const database = await given.database();
    const settings = await given.settings(database);
    // A lock on a table keeps pg_dump waiting in the middle.
    const release = await given.hold(database, 'LOCK TABLE providers IN ACCESS EXCLUSIVE MODE');
    const killed = command(settings, 'backup');
    const isDumping = () => readdirSync(settings.dir).some((name) => name.startsWith('.partial-'));
    assert.ok(await until(isDumping, { timeoutMs: PATIENCE_MS }), killed.output());
    killed.child.kill('SIGKILL');
    await killed.ended;
    await release();
    assert.deepEqual(listLocal(settings.dir), []);

    const manifest = await backup(settings);
    assert.deepEqual(readdirSync(settings.dir).sort(), [manifest.file, `${manifest.file}.json`]);
    const [first, second] = await rows(database);
    assert.deepEqual([first.status, first.error], ['failed', 'It was cut off.']);
    assert.equal(second.status, 'succeeded');
  });

  it('ends at once when its container is stopped', async () => {
    const database = await given.database();
    const settings = await given.settings(database);
    const release = await given.hold(database, 'LOCK TABLE providers IN ACCESS EXCLUSIVE MODE');
    const stopped = command(settings, 'backup');
    const isDumping = () => readdirSync(settings.dir).some((name) => name.startsWith('.partial-'));
    await until(isDumping, { timeoutMs: PATIENCE_MS });
    stopped.child.kill('SIGTERM');
    assert.deepEqual(await stopped.ended, [143, null]);
    await release();
    const clients = () =>
      given.cluster.sql(
        database,
        `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND application_name IN ('pg_dump', 'aipoweredmakers-backup')`,
      );
    assert.ok(
      await until(async () => (await clients()).length === 0, { timeoutMs: PATIENCE_MS }),
      'it left a pg_dump running',
    );
  });

  it('waits for another one that is running', async () => {
    const settings = await given.settings(await given.database());
    const [one, two] = await Promise.all([
      backup(settings),
      backup(settings, { reason: 'pre-deploy' }),
    ]);
    assert.ok(given.said.includes('Another backup is running: waiting for its end.'));
    const both = listLocal(settings.dir).map(({ file }) => file);
    assert.deepEqual(new Set(both), new Set([one.file, two.file]));
    await prove(settings, one);
    await prove(settings, two);
  });

  it('is made of a schema that has no table for it yet', async () => {
    const database = await given.database();
    await given.cluster.sql(database, 'DROP TABLE backups');
    const settings = await given.settings(database);
    await backup(settings, { reason: 'pre-deploy', prove: true });
    assert.equal(listLocal(settings.dir).length, 1);
  });

  it('lets old ones go, and none of them before it is complete off-site too', async () => {
    const database = await given.database();
    const settings = await given.settings(database, {
      BACKUP_KEEP_DAILY: '1',
      BACKUP_KEEP_WEEKLY: '0',
      BACKUP_KEEP_MONTHLY: '0',
    });
    const old = await backup(settings);
    const past = new Date(Date.now() - 3 * 86_400_000).toISOString();
    const note = path.join(settings.dir, `${old.file}.json`);
    writeFileSync(note, JSON.stringify({ ...old, startedAt: past }));

    const store = { ...STORE, endpoint: 'http://127.0.0.1:1' };
    await assert.rejects(backup({ ...settings, store }), /ECONNREFUSED/);
    assert.equal(listLocal(settings.dir).length, 2);

    await backup(settings);
    assert.equal(listLocal(settings.dir).length, 2);
    assert.ok(listLocal(settings.dir).every(({ file }) => file !== old.file));
  });

  it('that fails says why in its row', async () => {
    const database = await given.database();
    const settings = await given.settings(database);
    await given.cluster.sql('postgres', `DROP ROLE IF EXISTS reader`);
    await given.cluster.sql('postgres', `CREATE ROLE reader LOGIN`);
    await given.cluster.sql(
      database,
      `GRANT SELECT, INSERT, UPDATE, DELETE ON backups TO reader; GRANT USAGE ON SCHEMA public TO reader`,
    );
    const url = settings.databaseUrl.replace('postgres@', 'reader@');
    await assert.rejects(backup({ ...settings, sessionUrl: url }), /permission denied/);
    const [row] = await rows(database);
    assert.equal(row.status, 'failed');
    assert.match(row.error, /permission denied/);
    assert.deepEqual(readdirSync(settings.dir), []);
  });
});
