import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createIndexOnPartitions } from '../../../migrations/lib/indexes.ts';
import { loadMigrations, migrate } from '../../src/core/db/migrate.js';
import { createTestDatabase, type TestDatabase } from '../database.js';

class IndexOwner1999000000001 implements MigrationInterface {
  name = 'IndexOwner1999000000001';
  transaction = false;
  async up(db: QueryRunner): Promise<void> {
    const definition = '(owner, id) WHERE owner IS NOT NULL';
    await createIndexOnPartitions(db, { name: 'runs_owner', table: 'runs', definition });
  }
  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX runs_owner');
  }
}

let database: TestDatabase;
let client: pg.Client;
beforeAll(async () => {
  database = await createTestDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
}, 60_000);
afterAll(async () => {
  await client.end();
  await database.drop();
});

/** The index of each table of runs, by the table; `parent` is the index it is part of. */
const indexes = async () =>
  (
    await client.query<{ table: string; name: string; valid: boolean; parent: string | null }>(
      `SELECT x.indrelid::regclass AS table, x.indexrelid::regclass AS name, x.indisvalid AS valid,
         i.inhparent::regclass AS parent
       FROM pg_index x LEFT JOIN pg_inherits i ON i.inhrelid = x.indexrelid
       WHERE pg_get_indexdef(x.indexrelid) LIKE '%(owner, id)%' ORDER BY 1`,
    )
  ).rows;

describe('an index on a partitioned table', () => {
  it('is made partition by partition, goes on where it was interrupted, and covers new ones', async () => {
    const { rows: tables } = await client.query<{ name: string }>(
      `SELECT inhrelid::regclass AS name FROM pg_inherits WHERE inhparent = 'runs'::regclass ORDER BY 1`,
    );
    expect(tables.length).toBeGreaterThan(3);
    // An earlier try got as far as here: the parent is declared, one partition joined, one half-made.
    const [joined, halfMade] = tables.map(({ name }) => name);
    await client.query(`
      CREATE INDEX runs_owner ON ONLY runs (owner, id) WHERE owner IS NOT NULL;
      CREATE INDEX ${joined}_runs_owner ON ${joined} (owner, id) WHERE owner IS NOT NULL;
      ALTER INDEX runs_owner ATTACH PARTITION ${joined}_runs_owner`);
    const writer = new pg.Client({ connectionString: database.url });
    await writer.connect();
    await writer.query(`BEGIN; LOCK TABLE ${halfMade} IN ROW EXCLUSIVE MODE`);
    await client.query(`SET lock_timeout = '100ms'`);
    await expect(
      client.query(`CREATE INDEX CONCURRENTLY ${halfMade}_runs_owner ON ${halfMade} (owner, id)`),
    ).rejects.toThrow('lock timeout');
    await writer.end();
    expect((await indexes()).filter(({ valid }) => !valid).map(({ name }) => name)).toContain(
      `${halfMade}_runs_owner`,
    );

    await migrate(database.url, {
      migrations: [...(await loadMigrations()), IndexOwner1999000000001],
    });
    await client.query(`CREATE TABLE runs_new PARTITION OF runs FOR VALUES
      FROM ('ffffffff-0000-0000-0000-000000000000') TO ('ffffffff-1000-0000-0000-000000000000')`);

    const made = await indexes();
    expect(made.map(({ table }) => table)).toEqual(
      expect.arrayContaining(['runs', 'runs_new', ...tables.map(({ name }) => name)]),
    );
    expect(made).toHaveLength(tables.length + 2);
    for (const { table, valid, parent } of made) {
      expect({ table, valid, parent }).toEqual({
        table,
        valid: true,
        parent: table === 'runs' ? null : 'runs_owner',
      });
    }
  });
});
