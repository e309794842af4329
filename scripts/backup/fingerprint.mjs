import { quoted } from './connection.mjs';

/**
 * @typedef {Record<string, { rows: number, hash: string }>} Fingerprint by table
 */

/** What the product and its queue own: no system tables, no parts of partitions, no extension's tables. */
const TABLES = `
  SELECT n.nspname AS schema, c.relname AS name
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
     AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
     AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_class'::regclass
                        AND d.objid = c.oid AND d.deptype = 'e')
   ORDER BY 1, 2`;

/**
 * Counts each table's rows and sums a hash over them, so that the order of rows does not matter.
 * @param {import('pg').Client} client its transaction decides what is seen
 * @returns {Promise<Fingerprint>}
 */
export async function fingerprint(client) {
  const { rows: tables } = await client.query(TABLES);
  /** @type {Fingerprint} */
  const prints = {};
  for (const { schema, name } of tables) {
    const { rows } = await client.query(
      `SELECT count(*)::text AS rows,
              coalesce(sum(('x' || left(md5(t::text), 16))::bit(64)::bigint::numeric), 0)::text AS hash
         FROM ${quoted(schema)}.${quoted(name)} t`,
    );
    prints[`${schema}.${name}`] = { rows: Number(rows[0].rows), hash: rows[0].hash };
  }
  return prints;
}

/**
 * Where two fingerprints differ, in words; empty when they are the same.
 * @param {Fingerprint} expected
 * @param {Fingerprint} found
 */
export function differences(expected, found) {
  const names = [...new Set([...Object.keys(expected), ...Object.keys(found)])].sort();
  return names.flatMap((name) => {
    const [was, is] = [expected[name], found[name]];
    if (!is) return [`${name} is missing`];
    if (!was) return [`${name} should not be there`];
    if (was.rows !== is.rows) return [`${name} has ${is.rows} rows instead of ${was.rows}`];
    return was.hash === is.hash ? [] : [`${name} has other contents in its ${is.rows} rows`];
  });
}
