import type { QueryRunner } from 'typeorm';

export interface Index {
  name: string;
  table: string;
  /** What follows the table: `(workspace_id, id DESC) WHERE user_id IS NOT NULL`. */
  definition: string;
  unique?: boolean;
}

/**
 * CONCURRENTLY waits for every transaction that began earlier, also for a backup. Nobody waits behind
 * it meanwhile, so it may take its time.
 */
const PATIENCE = '30min';

/**
 * Makes an index while the table is read and written. For a migration with `transaction = false`; it
 * can be repeated: what an earlier try left behind half-made is made again.
 */
export async function createIndex(db: QueryRunner, index: Index): Promise<void> {
  const { name, table, definition, unique = false } = index;
  await patiently(db, async () => {
    await dropInvalid(db, name);
    try {
      await db.query(
        `CREATE ${unique ? 'UNIQUE ' : ''}INDEX CONCURRENTLY IF NOT EXISTS ${name} ON ${table} ${definition}`,
      );
    } catch (error) {
      // An index that is not valid helps no query and still costs every write.
      await dropInvalid(db, name).catch(() => undefined);
      throw error;
    }
  });
}

/**
 * The same for a partitioned table, which takes no CONCURRENTLY: the parent's index is declared
 * without its partitions, each partition gets its own, and they are joined. A partition that comes
 * into being meanwhile brings its index with it.
 */
export async function createIndexOnPartitions(db: QueryRunner, index: Index): Promise<void> {
  const { name, table, definition, unique = false } = index;
  await db.query(
    `CREATE ${unique ? 'UNIQUE ' : ''}INDEX IF NOT EXISTS ${name} ON ONLY ${table} ${definition}`,
  );
  const without = (await db.query(
    `SELECT p.relname AS partition FROM pg_inherits i JOIN pg_class p ON p.oid = i.inhrelid
     WHERE i.inhparent = to_regclass($1) AND NOT EXISTS (
       SELECT 1 FROM pg_index x JOIN pg_inherits xi ON xi.inhrelid = x.indexrelid
       WHERE x.indrelid = p.oid AND xi.inhparent = to_regclass($2))
     ORDER BY p.relname`,
    [table, name],
  )) as { partition: string }[];
  for (const { partition } of without) {
    const own = `${partition}_${name}`;
    await createIndex(db, { ...index, name: own, table: partition });
    await db.query(`ALTER INDEX ${name} ATTACH PARTITION ${own}`);
  }
}

/** Takes an index of a table away while the table is used; not for partitioned tables. */
export async function dropIndex(db: QueryRunner, name: string): Promise<void> {
  await patiently(db, () => db.query(`DROP INDEX CONCURRENTLY IF EXISTS ${name}`));
}

async function dropInvalid(db: QueryRunner, name: string): Promise<void> {
  const invalid = (await db.query(
    'SELECT 1 FROM pg_index WHERE indexrelid = to_regclass($1) AND NOT indisvalid',
    [name],
  )) as unknown[];
  if (invalid.length > 0) await db.query(`DROP INDEX CONCURRENTLY IF EXISTS ${name}`);
}

async function patiently(db: QueryRunner, work: () => Promise<void>): Promise<void> {
  const [before] = (await db.query(`SELECT current_setting('lock_timeout') AS value`)) as {
    value: string;
  }[];
  const set = `SELECT set_config('lock_timeout', $1, false)`;
  await db.query(set, [PATIENCE]);
  await work();
  // After a fault the migration ends, and the next attempt sets its session up itself.
  await db.query(set, [before?.value ?? '3s']);
}
