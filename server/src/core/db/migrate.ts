import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runMigrations } from 'graphile-worker';
import pg from 'pg';
import { DataSource, MigrationExecutor, type MigrationInterface, type QueryRunner } from 'typeorm';
import { dataSourceOptions, MIGRATIONS_DIR } from './data-source.js';
import { Attempts, type AttemptOptions } from './migration-attempts.js';
import { takeMigrationLock } from './migration-lock.js';

export type MigrationClass = new () => MigrationInterface;

export interface MigrateOptions extends AttemptOptions {
  /** Other than those of the folder, for tests. */
  migrations?: MigrationClass[];
  /** How long another process may migrate before this one gives up. */
  otherMigrationMs?: number;
}

const OTHER_MIGRATION_MS = 10 * 60_000;

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

/**
 * Brings the schema up to date while other programs use it; returns the names of the migrations that
 * ran. Each one is a transaction, unless its class says `transaction = false`. The URL has to lead to
 * sessions, not through a pooler in transaction mode.
 * @throws MigrationFailed when one could not be carried out; those before it stay
 */
export async function migrate(
  databaseUrl: string,
  options: MigrateOptions = {},
): Promise<string[]> {
  return withSession(databaseUrl, options, async (session, executor, attempts) => {
    const done: string[] = [];
    for (const migration of await executor.getPendingMigrations()) {
      const inTransaction = migration.instance?.transaction !== false;
      await attempts.make({ migration: `Migration ${migration.name}`, inTransaction, done }, () =>
        oneStep(session, attempts.sessionSettings, inTransaction, () =>
          executor.executeMigration(migration),
        ),
      );
      done.push(migration.name);
    }
    await migrateJobs(databaseUrl, attempts, done);
    return done;
  });
}

/** Takes the newest migration back by its `down`, for development; its name, or undefined. */
export async function undoLast(
  databaseUrl: string,
  options: MigrateOptions = {},
): Promise<string | undefined> {
  return withSession(databaseUrl, options, async (session, executor, attempts) => {
    const [newest] = await executor.getExecutedMigrations();
    if (!newest) return undefined;
    const instance = session.dataSource.migrations.find(
      (migration) => (migration.name ?? migration.constructor.name) === newest.name,
    );
    const inTransaction = instance?.transaction !== false;
    await attempts.make(
      { migration: `The way back of ${newest.name}`, inTransaction, done: [] },
      () =>
        oneStep(session, attempts.sessionSettings, inTransaction, () =>
          executor.undoLastMigration(),
        ),
    );
    return newest.name;
  });
}

/** The migration and the note that it was done, together or (outside a transaction) in this order. */
async function oneStep(
  session: QueryRunner,
  settings: string,
  inTransaction: boolean,
  step: () => Promise<unknown>,
): Promise<void> {
  // What an earlier migration set for itself ends with it.
  await session.query(settings);
  if (!inTransaction) return void (await step());
  await session.startTransaction();
  try {
    await step();
    await session.commitTransaction();
  } catch (error) {
    await session.rollbackTransaction().catch(() => undefined);
    throw error;
  }
}

/** The tables of graphile-worker, by its own migrations. */
async function migrateJobs(databaseUrl: string, attempts: Attempts, done: string[]): Promise<void> {
  // One session, kept: what it is set to has to hold for all that follows.
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: 1,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    application_name: 'aipoweredmakers migrate',
  });
  // A session that is lost is told by the query that it was lost in.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => void client.on('error', () => undefined));
  try {
    await pool.query(attempts.sessionSettings);
    const { rows } = await pool.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const what = { migration: 'The schema of graphile-worker', inTransaction: true, done };
    const run = () => runMigrations({ pgPool: pool, noHandleSignals: true });
    await attempts.make(what, run, rows[0]?.pid);
  } finally {
    await pool.end();
  }
}

/** One session holds the migration lock and does the work, so that no work goes on without the lock. */
async function withSession<T>(
  databaseUrl: string,
  options: MigrateOptions,
  work: (session: QueryRunner, executor: MigrationExecutor, attempts: Attempts) => Promise<T>,
): Promise<T> {
  const base = dataSourceOptions({ DATABASE_URL: databaseUrl, DATABASE_POOL_SIZE: 2 });
  const source = new DataSource({
    ...base,
    applicationName: 'aipoweredmakers migrate',
    // No limit on a statement; a long one is silent, so that a firewall may forget its connection.
    extra: { keepAlive: true, keepAliveInitialDelayMillis: 10_000 },
    migrations: options.migrations ?? (await loadMigrations()),
  } as typeof base);
  await source.initialize();
  const session = source.createQueryRunner();
  const attempts = new Attempts(databaseUrl, options);
  try {
    await session.query(attempts.sessionSettings);
    const { otherMigrationMs = OTHER_MIGRATION_MS, say } = options;
    await takeMigrationLock(session, otherMigrationMs, say ?? (() => undefined));
    const [backend] = (await session.query('SELECT pg_backend_pid() AS pid')) as { pid: number }[];
    await attempts.begin(backend?.pid ?? 0);
    const executor = new MigrationExecutor(source, session);
    // The transactions are made here, one for each migration.
    executor.transaction = 'none';
    return await work(session, executor, attempts);
  } finally {
    await attempts.end();
    await session.release();
    await source.destroy();
  }
}
