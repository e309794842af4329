import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../../../test/database.js';
import { UnpreparedClient } from './pooler.js';

let database: TestDatabase;
beforeAll(async () => void (database = await createTestDatabase()), 60_000);
afterAll(() => database.drop());

describe('a client of connections that transactions share', () => {
  it('prepares nothing, whatever a statement is called', async () => {
    const client = new UnpreparedClient({ connectionString: database.url });
    await client.connect();
    const named = { name: 'n', text: 'SELECT $1::int AS n' };
    expect((await client.query(named, [1])).rows).toEqual([{ n: 1 }]);
    expect((await client.query({ ...named, values: [2] })).rows).toEqual([{ n: 2 }]);
    const { rows } = await client.query('SELECT name FROM pg_prepared_statements');
    expect(rows).toEqual([]);
    await client.end();
  });

  it('leaves alone what speaks to the database by itself', async () => {
    const client = new UnpreparedClient({ connectionString: database.url });
    await client.connect();
    const query = client.query(new pg.Query('SELECT 1 AS n'));
    const row = await new Promise((resolve, reject) => {
      query.on('row', resolve);
      query.on('error', reject);
    });
    expect(row).toEqual({ n: 1 });
    await client.end();
  });
});
