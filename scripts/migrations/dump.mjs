/** @typedef {{ query: (text: string, values?: unknown[]) => Promise<{ rows: any[] }> }} Client of pg */

/** Columns of rows that name each other in a circle: set when all rows are there. */
const LATER = { tools: 'live_version_id' };
const INTERNAL = ['migrations', 'typeorm_metadata'];

/**
 * The data of a database as INSERTs, to be read by people and by any later PostgreSQL: no tables of
 * the job engine (its jobs are added by its own function), no bookkeeping of migrations.
 * @param {Client} client
 * @returns {Promise<string>}
 */
export async function dump(client) {
  const lines = [];
  for (const partition of await partitionsOf(client)) lines.push(partition);
  const later = [];
  for (const table of await tablesInOrder(client)) {
    const { rows: columns } = await client.query(
      `SELECT attname AS name FROM pg_attribute
       WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum`,
      [table],
    );
    const names = columns.map(({ name }) => name).filter((name) => name !== LATER[table]);
    const values = names.map((name) => `quote_nullable(${name}::text)`).join(` || ', ' || `);
    const { rows } = await client.query(`SELECT ${values} AS line FROM ${table} ORDER BY 1`);
    if (rows.length === 0) throw new Error(`The table ${table} has no rows.`);
    const inserted = rows.map(({ line }) => `  (${line})`).join(',\n');
    lines.push(`INSERT INTO ${table} (${names.join(', ')}) VALUES\n${inserted};`);
    if (LATER[table]) {
      const column = LATER[table];
      const set = await client.query(
        `SELECT format('UPDATE ${table} SET ${column} = %L WHERE id = %L;', ${column}, id) AS line
         FROM ${table} WHERE ${column} IS NOT NULL ORDER BY id`,
      );
      later.push(...set.rows.map(({ line }) => line));
    }
  }
  return [...lines, later.join('\n'), await jobsOf(client)].join('\n\n');
}

/** The months that have rows; those of a later day are others. @param {Client} client */
async function partitionsOf(client) {
  const { rows } = await client.query(
    `SELECT format('CREATE TABLE IF NOT EXISTS %s PARTITION OF %s %s;', c.relname, i.inhparent::regclass,
       pg_get_expr(c.relpartbound, c.oid)) AS line
     FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
     WHERE c.relkind = 'r' AND c.relname ~ '_\\d{4}_\\d\\d$' ORDER BY c.relname`,
  );
  return rows.map(({ line }) => line);
}

/** Tables of the product, each after those that its rows name. @param {Client} client */
async function tablesInOrder(client) {
  const { rows: tables } = await client.query(
    `SELECT relname AS name FROM pg_class
     WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
       AND relname <> ALL ($1) ORDER BY 1`,
    [INTERNAL],
  );
  const { rows: keys } = await client.query(
    `SELECT k.conrelid::regclass::text AS table, k.confrelid::regclass::text AS parent, a.attname AS column
     FROM pg_constraint k JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
     WHERE k.contype = 'f' AND k.conrelid <> k.confrelid`,
  );
  const left = new Set(tables.map(({ name }) => name));
  const ordered = [];
  while (left.size > 0) {
    const next = [...left].find((table) =>
      keys.every(
        (key) => key.table !== table || key.column === LATER[table] || !left.has(key.parent),
      ),
    );
    if (next === undefined)
      throw new Error(`These tables name each other: ${[...left].join(', ')}.`);
    left.delete(next);
    ordered.push(next);
  }
  return ordered;
}

/** What waits in the queue. @param {Client} client */
async function jobsOf(client) {
  const { rows } = await client.query(
    `SELECT format('SELECT graphile_worker.add_job(%L, %L::json, job_key => %L, priority => %s);',
       t.identifier, j.payload, j.key, j.priority) AS line
     FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
     WHERE j.locked_at IS NULL AND j.key LIKE 'run:%' ORDER BY j.id`,
  );
  if (rows.length === 0) throw new Error('No job waits in the queue.');
  return rows.map(({ line }) => line).join('\n');
}
