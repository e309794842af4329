import type { QueryRunner } from 'typeorm';

export interface Index {
  name: string;
  table: string;
  /** What follows the table: `(workspace_id, id DESC) WHERE user_id IS NOT NULL`. */
  definition: string;
  unique?: boolean;
  /** How long to wait, once, for transactions that began earlier; as PostgreSQL writes it. */
  patience?: string;
}

/**
 * CONCURRENTLY waits for every transaction that began earlier, also for a backup. Nobody waits behind
 * it meanwhile, so it may take its time.
 */
const PATIENCE = '30min';
/** PostgreSQL cuts what is longer, and two indexes would be one. */
const LONGEST_NAME = 63;

/**
 * Makes an index while the table is read and written. For a migration with `transaction = false`; it
 * can be repeated: what an earlier try left behind half-made is made again.
 * @throws Error without an SQLSTATE when the patience is used up: then nobody is to try at once again
 */
export async function createIndex(db: QueryRunner, index: Index): Promise<void> {
  const { name, table, definition, unique = false, patience = PATIENCE } = index;
  if (Buffer.byteLength(name) > LONGEST_NAME) {
    throw new Error(`${name} is longer than ${LONGEST_NAME} bytes: PostgreSQL would cut the name.`);
  }
  const before = await setLockTimeout(db, patience);
  try {
    await dropInvalid(db, name);
    await db.query(
      `CREATE ${unique ? 'UNIQUE ' : ''}INDEX CONCURRENTLY IF NOT EXISTS ${name} ON ${table} ${definition}`,
    );
  } catch (error) {
    // An index that is not valid helps no query and still costs every write. Taking it away waits for
    // the same transactions, so only briefly now.
    await setLockTimeout(db, before)
      .then(() => dropInvalid(db, name))
      .catch(() => undefined);
    if (!isLockTimeout(error)) throw error;
    const left = (await isInvalid(db, name))
      ? ` ${name} is left half-made (INVALID), which slows writes: start migrate again once they have ` +
        `ended, or say DROP INDEX CONCURRENTLY ${name}.`
      : '';
    throw usedUp(`${name} was not made`, patience, error, left);
  }
  await setLockTimeout(db, before);
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
  const before = await setLockTimeout(db, PATIENCE);
  try {
    await db.query(`DROP INDEX CONCURRENTLY IF EXISTS ${name}`);
  } catch (error) {
    if (!isLockTimeout(error)) throw error;
    throw usedUp(`${name} was not taken away`, PATIENCE, error, ' It may be INVALID by now.');
  }
  await setLockTimeout(db, before);
}

async function dropInvalid(db: QueryRunner, name: string): Promise<void> {
  if (await isInvalid(db, name)) await db.query(`DROP INDEX CONCURRENTLY IF EXISTS ${name}`);
}

async function isInvalid(db: QueryRunner, name: string): Promise<boolean> {
  const invalid = (await db.query(
    'SELECT 1 FROM pg_index WHERE indexrelid = to_regclass($1) AND NOT indisvalid',
    [name],
  )) as unknown[];
  return invalid.length > 0;
}

/**
 * Gives what it was before. After a fault nobody has to set it back: the migration ends, and the next
 * attempt sets its session up itself.
 */
async function setLockTimeout(db: QueryRunner, value: string): Promise<string> {
  const [before] = (await db.query(`SELECT current_setting('lock_timeout') AS value`)) as {
    value: string;
  }[];
  await db.query(`SELECT set_config('lock_timeout', $1, false)`, [value]);
  return before?.value ?? '3s';
}

const isLockTimeout = (error: unknown): boolean => (error as { code?: string }).code === '55P03';

const usedUp = (what: string, patience: string, cause: unknown, then: string): Error =>
  new Error(`${what}: transactions that began earlier did not end in ${patience}.${then}`, {
    cause,
  });
