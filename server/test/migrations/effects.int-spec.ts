import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { loadMigrations, migrate, type MigrationClass } from '../../src/core/db/migrate.js';
import { createTestDatabase, type TestDatabase } from '../database.js';
import { effectsOf } from './effects.js';
import { loadFixture, migrationsOf, RELEASES } from './releases.js';

const newest = RELEASES.at(-1)?.release as string;
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase('template0');
  await migrate(database.url, { migrations: await migrationsOf(newest) });
  await loadFixture(database.url, newest, 'http://127.0.0.1:9');
}, 60_000);
afterAll(() => database.drop());

const migration = (sql: string): MigrationClass =>
  class implements MigrationInterface {
    async up(db: QueryRunner): Promise<void> {
      await db.query(sql);
    }
    async down(): Promise<void> {}
  };

const NOTHING = { rewritten: [], readUnderLock: [], closed: [] };

describe('what is seen of a migration', () => {
  it.each([
    ['a new table', 'CREATE TABLE news (id uuid, maker uuid REFERENCES users (id))', NOTHING],
    ['a column', 'ALTER TABLE runs ADD COLUMN a text', { ...NOTHING, closed: ['runs'] }],
    [
      'a column with one value for all rows',
      `ALTER TABLE users ADD COLUMN a timestamptz NOT NULL DEFAULT now()`,
      { ...NOTHING, closed: ['users'] },
    ],
    [
      'a column with a value for each row',
      'ALTER TABLE users ADD COLUMN b uuid DEFAULT gen_random_uuid()',
      { rewritten: ['users'], readUnderLock: ['users'], closed: ['users'] },
    ],
    [
      'an index',
      'CREATE INDEX users_name ON users (name)',
      { ...NOTHING, readUnderLock: ['users'] },
    ],
    [
      'a rule that is checked at once',
      'ALTER TABLE tools ADD CONSTRAINT c CHECK (draft_revision > 0)',
      { ...NOTHING, readUnderLock: ['tools'], closed: ['tools'] },
    ],
    [
      'a rule that is checked later',
      'ALTER TABLE tools ADD CONSTRAINT d CHECK (draft_revision > 0) NOT VALID',
      { ...NOTHING, closed: ['tools'] },
    ],
    ['the check', 'ALTER TABLE tools VALIDATE CONSTRAINT d', NOTHING],
  ])('%s', async (_, sql, effects) => {
    expect(await effectsOf(database.url, migration(sql))).toEqual(effects);
  });
});

describe('the migrations since the newest release', () => {
  it('rewrite no table, read none while others wait, and close one at a time', async () => {
    const released = new Set((await migrationsOf(newest)).map(({ name }) => name));
    const since = (await loadMigrations()).filter(
      (one) => !released.has(one.name) && new one().transaction !== false,
    );
    for (const one of since) {
      const { rewritten, readUnderLock, closed } = await effectsOf(database.url, one);
      expect({ name: one.name, rewritten, readUnderLock }).toEqual({
        name: one.name,
        rewritten: [],
        readUnderLock: [],
      });
      expect(closed.length).toBeLessThanOrEqual(1);
    }
  });
});
