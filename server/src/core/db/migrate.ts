import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runMigrations } from 'graphile-worker';
import { DataSource, type MigrationInterface } from 'typeorm';
import { dataSourceOptions, MIGRATIONS_DIR } from './data-source.js';

type MigrationClass = new () => MigrationInterface;

/** The migrations in the order of their names; Node runs the TypeScript files as they are. */
export async function loadMigrations(folder: string = MIGRATIONS_DIR): Promise<MigrationClass[]> {
  const files = (await readdir(folder))
    .filter((file) => /^\d{13}-[a-z0-9-]+\.ts$/.test(file))
    .sort();
  const modules = await Promise.all(
    files.map(
      (file) =>
        import(pathToFileURL(join(folder, file)).href) as Promise<Record<string, MigrationClass>>,
    ),
  );
  return modules.flatMap((module) => Object.values(module));
}

// One number for all processes: two that start at once must not migrate at once.
const MIGRATION_LOCK = 7_220_041_116;

/** Brings the schema up to date; returns the names of the migrations that ran. */
export async function migrate(databaseUrl: string): Promise<string[]> {
  const options = dataSourceOptions({ DATABASE_URL: databaseUrl, DATABASE_POOL_SIZE: 2 });
  const source = new DataSource({
    ...options,
    extra: {},
    migrations: await loadMigrations(),
  } as typeof options);
  await source.initialize();
  const lock = source.createQueryRunner();
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const ran = await source.runMigrations();
    await runMigrations({ connectionString: databaseUrl, maxPoolSize: 1, noHandleSignals: true });
    return ran.map((migration) => migration.name);
  } finally {
    await lock.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    await lock.release();
    await source.destroy();
  }
}
