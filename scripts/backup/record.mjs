/**
 * The table `backups`: one row for each attempt. A database whose schema is older has no such table;
 * its backups are made all the same.
 * @param {import('pg').Client} client
 */
async function hasTable(client) {
  const { rows } = await client.query(`SELECT to_regclass('public.backups') IS NOT NULL AS there`);
  return rows[0].there;
}

/**
 * Notes that a backup begins. What an earlier one left open was killed: no two run at once.
 * @param {import('pg').Client} client holds the lock of backups
 * @param {{ id: string, reason: string }} backup
 */
export async function noteStart(client, { id, reason }) {
  if (!(await hasTable(client))) return;
  await client.query(
    `UPDATE backups SET status = 'failed', finished_at = now(), error = 'It was cut off.' WHERE status = 'running'`,
  );
  await client.query(`DELETE FROM backups WHERE started_at < now() - interval '400 days'`);
  await client.query('INSERT INTO backups (id, reason) VALUES ($1, $2)', [id, reason]);
}

/**
 * @param {import('pg').Client} client
 * @param {import('./files.mjs').Manifest} manifest
 * @param {string[]} locations
 */
export async function noteSuccess(client, manifest, locations) {
  if (!(await hasTable(client))) return;
  const { id, reason, startedAt, finishedAt, bytes, sha256, nextDueAt } = manifest;
  await client.query(
    `INSERT INTO backups (id, reason, status, started_at, finished_at, bytes, checksum, locations, next_due_at)
     VALUES ($1, $2, 'succeeded', $3, $4, $5, $6, $7, $8)
     ON CONFLICT (id) DO UPDATE SET status = 'succeeded', finished_at = excluded.finished_at, error = NULL,
       bytes = excluded.bytes, checksum = excluded.checksum, locations = excluded.locations,
       next_due_at = excluded.next_due_at`,
    [id, reason, startedAt, finishedAt, bytes, sha256, locations, nextDueAt],
  );
}

/** @param {import('pg').Client} client @param {string} id @param {string} error */
export async function noteFailure(client, id, error) {
  if (!(await hasTable(client))) return;
  await client.query(
    `UPDATE backups SET status = 'failed', finished_at = now(), error = $2 WHERE id = $1`,
    [id, error.slice(0, 2000)],
  );
}

/** Notes that a backup was restored and found whole. @param {import('pg').Client} client @param {string} id */
export async function noteVerified(client, id) {
  if (!(await hasTable(client))) return;
  await client.query('UPDATE backups SET verified_at = now() WHERE id = $1', [id]);
}
