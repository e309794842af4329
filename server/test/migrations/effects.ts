import { DataSource, type QueryRunner } from 'typeorm';
import type { MigrationClass } from '../../src/core/db/migrate.js';

/** What a migration really did to the tables that were there before it, by PostgreSQL's own books. */
export interface Effects {
  /** Written again from the first row to the last. */
  rewritten: string[];
  /** Read row by row while others could not write it, or not even read it. */
  readUnderLock: string[];
  /** Locked against readers until the end. */
  closed: string[];
}

/** Locks behind which an INSERT waits. */
const BLOCKING = ['ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock'];

interface Table {
  oid: number;
  root: string;
  file: number;
}

/** Carries a migration out in a transaction, and looks at it before it commits. */
export async function effectsOf(databaseUrl: string, migration: MigrationClass): Promise<Effects> {
  const source = new DataSource({ type: 'postgres', url: databaseUrl });
  await source.initialize();
  const db = source.createQueryRunner();
  try {
    const before = await tables(db);
    await db.startTransaction();
    await new migration().up(db);
    const files = new Map((await tables(db)).map(({ oid, file }) => [oid, file]));
    const locks = (await db.query(
      `SELECT relation AS oid, mode FROM pg_locks
       WHERE pid = pg_backend_pid() AND granted AND relation IS NOT NULL`,
    )) as { oid: number; mode: string }[];
    const reads = (await db.query(
      'SELECT relid AS oid FROM pg_stat_xact_user_tables WHERE seq_tup_read > 0',
    )) as { oid: number }[];
    await db.commitTransaction();

    const holds = (oid: number, modes: string[]): boolean =>
      locks.some((lock) => lock.oid === oid && modes.includes(lock.mode));
    /** A partitioned table and its partitions are one. */
    const roots = (is: (table: Table) => boolean): string[] => [
      ...new Set(before.filter(is).map(({ root }) => root)),
    ];
    return {
      rewritten: roots(({ oid, file }) => files.has(oid) && files.get(oid) !== file),
      readUnderLock: roots(
        ({ oid }) => holds(oid, BLOCKING) && reads.some((read) => read.oid === oid),
      ),
      closed: roots(({ oid }) => holds(oid, ['AccessExclusiveLock'])),
    };
  } finally {
    await db.release();
    await source.destroy();
  }
}

const tables = (db: QueryRunner): Promise<Table[]> =>
  db.query(
    `SELECT oid, relfilenode AS file,
       coalesce(pg_partition_root(oid), oid)::regclass::text AS root FROM pg_class
     WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') ORDER BY oid`,
  ) as Promise<Table[]>;
