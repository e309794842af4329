import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, afterEach, before } from 'node:test';
import pg from 'pg';
import { inRoot } from '../../lib/paths.mjs';
import { migrate } from '../../lib/product.mjs';
import { makeKeys } from '../seal.mjs';
import { readSettings } from '../settings.mjs';
import { startCluster } from './cluster.mjs';
import { startS3 } from './s3.mjs';

export const ENCRYPTION_KEY = `k1:${Buffer.alloc(32, 1).toString('base64')}`;

/**
 * A PostgreSQL with the product's schema and a few rows, a store, keys, and a folder for backups.
 * @param {string | undefined} bin POSTGRES_BIN
 */
export function useBackupFixture(bin) {
  /** @type {any} */
  const given = { said: [] };
  const folders = [];

  before(async () => {
    given.cluster = await startCluster(bin);
    given.keys = await makeKeys();
    await given.cluster.sql('postgres', 'CREATE DATABASE filled');
    await migrate(given.cluster.url('filled'));
    await fill(given.cluster);
  });
  after(() => given.cluster.stop());
  afterEach(async () => {
    given.said.length = 0;
    await given.store?.stop();
    given.store = undefined;
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  });

  return Object.assign(given, {
    say: (message) => given.said.push(message),
    /** A database with the product's data; its name. */
    async database() {
      const name = `product_${randomBytes(4).toString('hex')}`;
      await given.cluster.sql('postgres', `CREATE DATABASE ${name} TEMPLATE filled`);
      return name;
    },
    /** Runs a statement and holds its transaction open, until the function that it gives is called. */
    async hold(database, statement) {
      const client = new pg.Client({ connectionString: given.cluster.url(database) });
      await client.connect();
      await client.query('BEGIN');
      await client.query(statement);
      return () => client.end();
    },
    /** Settings for a backup of that database, with an off-site store when `store` is true. */
    async settings(database, { store = false, ...env } = {}) {
      const dir = mkdtempSync(path.join(os.tmpdir(), 'backups-'));
      folders.push(dir);
      if (store) given.store = await startS3();
      return readSettings({
        DATABASE_URL: given.cluster.url(database),
        BACKUP_DIR: dir,
        BACKUP_AGE_RECIPIENTS: given.keys.recipient,
        ENCRYPTION_KEYS: ENCRYPTION_KEY,
        ...given.store?.env,
        ...env,
      });
    },
  });
}

/** An account, a tool, runs that are done and under way, a job, a sealed key, and odd values. */
async function fill(cluster) {
  const { SecretBox } = await import(inRoot('server/dist/core/crypto/secret-box.js'));
  const box = new SecretBox([ENCRYPTION_KEY]);
  const seal = (table, id, text) => box.seal(text, { table, id, workspaceId: null });
  const provider = randomUUID();
  await cluster.sql('filled', 'INSERT INTO encryption_canaries (key_id, sealed) VALUES ($1, $2)', [
    'k1',
    seal('encryption_canaries', 'k1', 'the key fits'),
  ]);
  await cluster.sql(
    'filled',
    `INSERT INTO providers (id, slug, kind, name, base_url, sealed_api_key, models)
     VALUES ($1, 'main', 'anthropic', E'Übung \\\\ "quoted"\\n\\tline', 'http://127.0.0.1', $2, '[]')`,
    [provider, seal('providers', provider, 'sk-very-secret')],
  );
  await cluster.sql('filled', `SELECT graphile_worker.add_job('something', '{"of": "today"}')`);
  await cluster.sql(
    'filled',
    `INSERT INTO sign_in_attempts SELECT 'k' || n, n, now() FROM generate_series(1, 3000) n`,
  );
}
