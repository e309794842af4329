import { afterEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createIndex, dropIndex, type Index } from '../../../migrations/lib/indexes.ts';
import { migrate, undoLast, type MigrationClass } from '../../src/core/db/migrate.js';
import { MigrationFailed } from '../../src/core/db/migration-failed.js';
import { createTestDatabase, type TestDatabase } from '../database.js';

const QUICK = { lockTimeoutMs: 100, firstPauseMs: 20 };
const databases: TestDatabase[] = [];
const clients: pg.Client[] = [];

afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.end()));
  await Promise.all(databases.splice(0).map((database) => database.drop()));
});

/** A migration of these statements; the digits keep the order. */
function migration(digits: number, up: string | string[], down = 'SELECT 1'): MigrationClass {
  return class implements MigrationInterface {
    name = `Sample${1_763_000_000_000 + digits}`;
    async up(db: QueryRunner): Promise<void> {
      for (const statement of [up].flat()) await db.query(statement);
    }
    async down(db: QueryRunner): Promise<void> {
      await db.query(down);
    }
  };
}

const MAKERS = migration(
  1,
  `CREATE TABLE makers (id integer PRIMARY KEY, email text);
   INSERT INTO makers VALUES (1, 'ada@example.test'), (2, 'ada@example.test')`,
  'DROP TABLE makers',
);
const ADD_NAME = migration(
  2,
  'ALTER TABLE makers ADD COLUMN name text',
  'ALTER TABLE makers DROP COLUMN name',
);

class IndexEmail1763000000003 implements MigrationInterface {
  name = 'IndexEmail1763000000003';
  transaction = false;
  static settings: Partial<Index> = {};
  async up(db: QueryRunner): Promise<void> {
    const { settings } = IndexEmail1763000000003;
    const index = { name: 'makers_email', table: 'makers', definition: '(email)' };
    await createIndex(db, { ...index, ...settings });
  }
  async down(db: QueryRunner): Promise<void> {
    await dropIndex(db, 'makers_email');
  }
}

/** An empty database, and a session in it. */
async function given(...migrations: MigrationClass[]) {
  const database = await createTestDatabase('template0');
  databases.push(database);
  if (migrations.length > 0) await migrate(database.url, { migrations });
  const open = async (application_name: string): Promise<pg.Client> => {
    const client = new pg.Client({ connectionString: database.url, application_name });
    await client.connect();
    clients.push(client);
    return client;
  };
  const client = await open('a program');
  const rows = async (sql: string): Promise<unknown[]> => (await client.query(sql)).rows;
  return { url: database.url, client, open, rows };
}

const columnsOfMakers = `SELECT column_name AS name FROM information_schema.columns
  WHERE table_name = 'makers' ORDER BY ordinal_position`;
const indexes = `SELECT indisvalid AS valid, indisunique AS "isUnique" FROM pg_index
  WHERE indexrelid = to_regclass('makers_email')`;

const failure = async (work: Promise<unknown>): Promise<string> => {
  const error = await work.then(
    () => new Error('it succeeded'),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(MigrationFailed);
  return (error as Error).message;
};

describe('a migration that does not get its lock', () => {
  it('tries again until it does', async () => {
    const { url, client, rows } = await given(MAKERS);
    await client.query('BEGIN; LOCK TABLE makers IN ROW EXCLUSIVE MODE');
    const said: string[] = [];
    const say = (line: string): void => {
      said.push(line);
      if (said.length === 2) void client.query('COMMIT');
    };
    const migrations = [MAKERS, ADD_NAME];
    await expect(migrate(url, { ...QUICK, attempts: 50, migrations, say })).resolves.toEqual([
      'Sample1763000000002',
    ]);
    expect(said[0]).toMatch(/^Migration Sample1763000000002 did not get .* Attempt 2 of 50 in/);
    expect(await rows(columnsOfMakers)).toEqual([
      { name: 'id' },
      { name: 'email' },
      { name: 'name' },
    ]);
  });

  it('gives up, says who has the lock, and leaves the schema as it was', async () => {
    const { url, open, rows } = await given(MAKERS);
    const holder = await open('a long report');
    await holder.query(`BEGIN; SELECT 'secret' FROM makers`);
    const migrations = [MAKERS, ADD_NAME];
    const message = await failure(
      migrate(url, { lockTimeoutMs: 1_000, firstPauseMs: 20, attempts: 2, migrations }),
    );
    const { rows: pids } = await holder.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const lines = message.split('\n');
    expect(lines[0]).toBe('Migration Sample1763000000002 did not get its lock, 2 times in a row.');
    expect(lines[1]).toBe('  It wants AccessExclusiveLock on makers');
    expect(lines[2]).toMatch(
      new RegExp(
        `^ {2}held by process ${pids[0]?.pid} \\(a long report, idle in transaction, in a transaction for \\d+ s\\)$`,
      ),
    );
    expect(lines[3]).toBe('  Statement: ALTER TABLE makers ADD COLUMN name text');
    expect(lines[4]).toContain('the schema is as it was before it');
    expect(message).not.toContain('secret');
    await holder.query('COMMIT');
    expect(await rows(columnsOfMakers)).toEqual([{ name: 'id' }, { name: 'email' }]);
    expect(await rows('SELECT name FROM migrations')).toHaveLength(1);
  });
});

describe('a migration that fails', () => {
  it('is rolled back whole, keeps those before it, and says which statement it was', async () => {
    const { url, rows } = await given();
    const broken = migration(
      3,
      `ALTER TABLE makers ADD COLUMN half text;
       -- every e-mail address once
       ALTER TABLE makers
         ADD CONSTRAINT makers_email UNIQUE (email);
       ALTER TABLE makers ADD COLUMN never text`,
    );
    const message = await failure(migrate(url, { migrations: [MAKERS, ADD_NAME, broken] }));
    expect(message).toMatch(
      /^Migration Sample1763000000003 failed: could not create unique index "makers_email" \(SQLSTATE 23505\)\n/,
    );
    expect(message).toContain('Carried out before it: Sample1763000000001, Sample1763000000002.');
    // What PostgreSQL tells as DETAIL quotes a row.
    expect(message).not.toContain('ada@example.test');
    expect(await rows(columnsOfMakers)).toEqual([
      { name: 'id' },
      { name: 'email' },
      { name: 'name' },
    ]);
  });

  it('shows the statement at the fault where several came in one text', async () => {
    const { url } = await given(MAKERS);
    const broken = migration(2, `SELECT 1; -- first\n ALTER TABLE makers\n ADD COLUMN x nonsense`);
    const message = await failure(migrate(url, { migrations: [MAKERS, broken] }));
    expect(message).toContain('\n  Statement: ALTER TABLE makers ADD COLUMN x nonsense\n');
  });
});

describe('a migration outside a transaction', () => {
  afterEach(() => void (IndexEmail1763000000003.settings = {}));

  it('makes its index while the table is written, and goes back', async () => {
    const { url, client, rows } = await given(MAKERS);
    await client.query(`BEGIN; INSERT INTO makers VALUES (3, 'bob@example.test')`);
    const migrations = [MAKERS, IndexEmail1763000000003];
    // It waits for the open transaction longer than for any lock of a table, in its first attempt.
    const said: string[] = [];
    const migrated = migrate(url, { ...QUICK, migrations, say: (line) => said.push(line) });
    const waiting = `SELECT 1 FROM pg_locks WHERE locktype = 'virtualxid' AND NOT granted`;
    while ((await rows(waiting)).length === 0);
    await client.query(`INSERT INTO makers VALUES (4, 'eve@example.test'); COMMIT`);
    await expect(migrated).resolves.toEqual(['IndexEmail1763000000003']);
    expect(said).toEqual([]);
    expect(await rows(indexes)).toEqual([{ valid: true, isUnique: false }]);

    await expect(undoLast(url, { migrations })).resolves.toBe('IndexEmail1763000000003');
    expect(await rows(indexes)).toEqual([]);
    expect(await rows('SELECT name FROM migrations')).toEqual([{ name: 'Sample1763000000001' }]);
  });

  it('leaves no index behind that is not valid', async () => {
    const { url, rows } = await given(MAKERS);
    IndexEmail1763000000003.settings = { unique: true };
    const migrations = [MAKERS, IndexEmail1763000000003];
    const message = await failure(migrate(url, { migrations }));
    expect(message).toContain('(SQLSTATE 23505)');
    expect(message).toContain('what it did before stays');
    expect(await rows(indexes)).toEqual([]);
  });

  it('waits once only for a transaction that does not end, and names the half-made index', async () => {
    const { url, open, rows } = await given(MAKERS);
    const report = await open('a long report');
    await report.query(`BEGIN; LOCK TABLE makers IN ROW EXCLUSIVE MODE`);
    IndexEmail1763000000003.settings = { patience: '1s' };
    const migrations = [MAKERS, IndexEmail1763000000003];
    const said: string[] = [];
    const message = await failure(
      migrate(url, { ...QUICK, migrations, say: (line) => said.push(line) }),
    );
    expect(said).toEqual([]);
    const lines = message.split('\n');
    expect(lines[0]).toMatch(
      /^Migration IndexEmail1763000000003 failed: makers_email was not made: transactions .* in 1s\. makers_email is left half-made \(INVALID\)/,
    );
    expect(lines[1]).toBe('  It wants the end of a transaction that began earlier');
    expect(lines[2]).toMatch(/^ {2}held by process \d+ \(a long report, idle in transaction/);
    expect(lines[3]).toMatch(/^ {2}Statement: CREATE INDEX CONCURRENTLY .* makers_email ON makers/);
    expect(await rows(indexes)).toEqual([{ valid: false, isUnique: false }]);

    await report.query('COMMIT');
    await migrate(url, { migrations });
    expect(await rows(indexes)).toEqual([{ valid: true, isUnique: false }]);
  });

  it('refuses a name that PostgreSQL would cut', async () => {
    const { url } = await given(MAKERS);
    const name = `makers_${'é'.repeat(30)}`;
    IndexEmail1763000000003.settings = { name };
    const message = await failure(migrate(url, { migrations: [MAKERS, IndexEmail1763000000003] }));
    expect(message).toContain(`${name} is longer than 63 bytes`);
  });

  it('makes an index again that a killed process left half-made', async () => {
    const { url, client, rows } = await given(MAKERS);
    await expect(
      client.query('CREATE UNIQUE INDEX CONCURRENTLY makers_email ON makers (email)'),
    ).rejects.toThrow('could not create unique index');
    expect(await rows(indexes)).toEqual([{ valid: false, isUnique: true }]);
    await migrate(url, { migrations: [MAKERS, IndexEmail1763000000003] });
    expect(await rows(indexes)).toEqual([{ valid: true, isUnique: false }]);
  });
});

describe('two processes that migrate at once', () => {
  it('do it once, also with an index that is made concurrently', async () => {
    const { url, rows } = await given();
    const migrations = [MAKERS, ADD_NAME, IndexEmail1763000000003];
    const ran = await Promise.all([
      migrate(url, { migrations }),
      migrate(url, { migrations }),
      migrate(url, { migrations }),
    ]);
    expect(ran.flat().sort()).toEqual([
      'IndexEmail1763000000003',
      'Sample1763000000001',
      'Sample1763000000002',
    ]);
    expect(await rows('SELECT name FROM migrations')).toHaveLength(3);
  });

  it('do not wait for one that never ends, and say which it is', async () => {
    const { url, client } = await given(MAKERS);
    const { rows } = await client.query<{ pid: number }>(
      'SELECT pg_backend_pid() AS pid, pg_advisory_lock(7220041116)',
    );
    await expect(
      migrate(url, { migrations: [MAKERS, ADD_NAME], otherMigrationMs: 0 }),
    ).rejects.toThrow(
      `Another migration has been under way for 0 s: process ${rows[0]?.pid} (a program, idle). Nothing was changed.`,
    );
  });
});

describe('a program that is older than the schema', () => {
  it('has nothing to migrate and takes nothing back', async () => {
    const { url, rows } = await given(MAKERS, ADD_NAME);
    await expect(migrate(url, { migrations: [MAKERS] })).resolves.toEqual([]);
    expect(await rows('SELECT name FROM migrations')).toHaveLength(2);
    const message = await failure(undoLast(url, { migrations: [MAKERS] }));
    expect(message).toContain('No migration Sample1763000000002 was found in the source code');
  });
});
