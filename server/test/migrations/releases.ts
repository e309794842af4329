import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { MIGRATIONS_DIR } from '../../src/core/db/data-source.js';
import { loadMigrations, type MigrationClass } from '../../src/core/db/migrate.js';

interface Release {
  release: string;
  migrations: { file: string }[];
}

/** What the script that used a release wrote down about it. */
export interface Facts {
  email: string;
  password: string;
  refreshToken: string;
  apiKey: string;
  providerKey: string;
  workspace: string;
  tool: string;
  idempotencyKey: string;
  runs: Record<
    'succeeded' | 'failed' | 'cancelled' | 'running' | 'taken' | 'queued' | 'waiting',
    string
  >;
}

const read = (file: string): string => readFileSync(join(MIGRATIONS_DIR, file), 'utf8');

/** Those that changed the schema; another one's schema is that of the one before. */
export const RELEASES = (JSON.parse(read('released.json')) as Release[]).filter(
  ({ migrations }) => migrations.length > 0,
);

/** The migrations that an installation of a release has carried out. */
export async function migrationsOf(release: string): Promise<MigrationClass[]> {
  const index = RELEASES.findIndex((one) => one.release === release);
  const files = RELEASES.slice(0, index + 1).flatMap(({ migrations }) => migrations);
  const digits = new Set(files.map(({ file }) => file.slice(0, 13)));
  return (await loadMigrations()).filter(({ name }) => digits.has(name.slice(-13)));
}

/** The data of a release, where its tools and providers call `upstream`. */
export async function loadFixture(
  databaseUrl: string,
  release: string,
  upstream: string,
): Promise<Facts> {
  const sql = read(`fixtures/${release}.sql`).replaceAll('http://upstream.invalid', upstream);
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(sql);
  await client.end();
  return JSON.parse(read(`fixtures/${release}.json`)) as Facts;
}

/** How many rows each table of the product has, partitions by themselves. */
export async function countRows(databaseUrl: string): Promise<Record<string, number>> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace
         AND relkind IN ('r', 'p') AND relname NOT IN ('migrations', 'typeorm_metadata') ORDER BY 1`,
    );
    const counts: Record<string, number> = {};
    for (const { name } of rows) {
      const counted = await client.query<{ count: number }>(
        `SELECT count(*)::integer AS count FROM ${name}`,
      );
      counts[name] = counted.rows[0]?.count ?? 0;
    }
    return counts;
  } finally {
    await client.end();
  }
}
