import pg from 'pg';
import { Problem } from '../lib/problem.mjs';

/** Values as PostgreSQL writes them: the same text everywhere, whatever the server's own settings. */
const TEXT_FORM = {
  datestyle: 'ISO, YMD',
  intervalstyle: 'iso_8601',
  timezone: 'UTC',
  extra_float_digits: '1',
  bytea_output: 'hex',
};

/**
 * A connection for one piece of work, without limits on its time.
 * @template T
 * @param {string} url
 * @param {(client: pg.Client) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withConnection(url, work) {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'aipoweredmakers-backup',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  });
  client.on('error', () => {}); // a query that runs, or the next one, tells it
  try {
    await client.connect();
  } catch (error) {
    const { hostname, port, pathname } = new URL(url);
    throw new Problem(
      `The database ${pathname.slice(1)} on ${hostname}:${port || 5432} does not let me in: ${error.message || error.code}.`,
      { cause: error },
    );
  }
  try {
    const limits = ['statement_timeout', 'idle_in_transaction_session_timeout', 'lock_timeout'];
    for (const name of limits) await client.query(`SET ${name} = 0`);
    for (const [name, value] of Object.entries(TEXT_FORM))
      await client.query(`SET ${name} = '${value}'`);
    return await work(client);
  } finally {
    await client.end().catch(() => {});
  }
}

/** @param {pg.Client} client */
export async function serverOf(client) {
  const { rows } = await client.query(
    `SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS version,
            current_database() AS name, pg_database_size(current_database())::bigint::text AS bytes`,
  );
  const [{ number, ...server }] = rows;
  return { ...server, major: Math.floor(number / 10_000) };
}

/**
 * How PostgreSQL's programs are told where the database is; the password does not show in `ps`.
 * @param {string} url
 */
export function programAddress(url) {
  const address = new URL(url);
  const password = decodeURIComponent(address.password);
  address.password = '';
  return {
    dbname: address.href,
    env: { ...plainEnv(), ...(password && { PGPASSWORD: password }) },
  };
}

/** English messages, and no PG… variable that would change what is meant. */
const plainEnv = () => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('PG'))),
  LC_ALL: 'C',
});

/**
 * The same server, another database.
 * @param {string} url
 * @param {string} name
 */
export function urlOfDatabase(url, name) {
  const address = new URL(url);
  address.pathname = `/${encodeURIComponent(name)}`;
  return address.href;
}

/** @param {string} url */
export const databaseName = (url) => decodeURIComponent(new URL(url).pathname.slice(1));

/** @param {string} name of a table or database */
export const quoted = (name) => `"${name.replaceAll('"', '""')}"`;
