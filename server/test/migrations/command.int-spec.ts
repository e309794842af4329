import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import pg from 'pg';
import { loadMigrations } from '../../src/core/db/migrate.js';
import { createTestDatabase, type TestDatabase } from '../database.js';
import { command } from './command.js';

const PROGRAM = new URL('../../dist/core/db/migrate.js', import.meta.url).href;
const NOWHERE = 'postgres://nobody@127.0.0.1:1/nothing';

let database: TestDatabase;
beforeAll(async () => void (database = await createTestDatabase()), 60_000);
afterAll(() => database.drop());

describe('the command that migrates', () => {
  it('says that there is nothing to do, and asks the session address where there is one', async () => {
    expect(await command({ DATABASE_URL: NOWHERE, DATABASE_SESSION_URL: database.url })).toEqual({
      code: 0,
      stdout: 'The schema is up to date.\n',
      stderr: '',
    });
  });

  it('ends with 1 and one sentence when it cannot begin', async () => {
    expect(await command({})).toEqual({
      code: 1,
      stdout: '',
      stderr: 'The migration failed: DATABASE_URL is missing.\n',
    });
    const { code, stderr } = await command({ DATABASE_URL: NOWHERE });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^The migration failed: .*ECONNREFUSED.*\n$/);
    expect((await command({ DATABASE_URL: database.url }, '--force')).stderr).toBe(
      'The migration failed: --force is not known; there is --undo.\n',
    );
  });

  it('takes the newest migration back, makes it again, and tells which one fails', async () => {
    const newest = (await loadMigrations()).at(-1)?.name;
    const env = { DATABASE_URL: database.url };
    expect((await command(env, '--undo')).stdout).toBe(`Taken back: ${newest}.\n`);
    expect((await command(env)).stdout).toBe(`Migrated: ${newest}.\n`);

    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    await client.query(`DELETE FROM migrations WHERE name = 'Processes1763760000050'`);
    await client.end();
    const { code, stdout, stderr } = await command(env);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr.split('\n')).toEqual([
      'Migration Processes1763760000050 failed: relation "processes" already exists (SQLSTATE 42P07)',
      expect.stringMatching(/^ {2}Statement: CREATE TABLE processes \( id uuid PRIMARY KEY, /),
      expect.stringMatching(/^ {2}It was rolled back: the schema is as it was before it/),
      '',
    ]);
  });
});

describe('a migration whose process is killed', () => {
  it('does not go on holding its locks', async () => {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    const locks = async (): Promise<number> => {
      const { rows } = await client.query(
        `SELECT 1 FROM pg_locks WHERE relation = 'users'::regclass AND mode = 'AccessExclusiveLock'`,
      );
      return rows.length;
    };
    const endless = `
      import { migrate } from ${JSON.stringify(PROGRAM)};
      class Endless1999000000001 {
        async up(db) { await db.query('LOCK TABLE users; SELECT pg_sleep(600)'); }
        async down() {}
      }
      await migrate(process.env.DATABASE_URL, { migrations: [Endless1999000000001] });`;
    const child = spawn(process.execPath, ['--input-type=module', '--eval', endless], {
      env: { PATH: process.env.PATH, DATABASE_URL: database.url },
      stdio: 'ignore',
    });
    while ((await locks()) === 0) expect(child.exitCode).toBeNull();
    child.kill('SIGKILL');
    while ((await locks()) > 0) await new Promise((resolve) => setTimeout(resolve, 50));
    await client.end();
  });
});
