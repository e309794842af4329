import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { buildServer } from './lib/build.mjs';
import { checkMachine, install } from './lib/install.mjs';
import { inRoot } from './lib/paths.mjs';
import { startPostgres, UNSAFE_BUT_FAST } from './lib/postgres/index.mjs';
import { failWith, Problem } from './lib/problem.mjs';
import { migrate } from './lib/product.mjs';
import { temporaryDataDir } from './lib/temporary.mjs';
import { dump } from './migrations/dump.mjs';
import { fill } from './migrations/fill.mjs';

// Writes migrations/fixtures/<version>.sql and .json: the data of an installation of this release,
// made by using it. The test of upgrades begins with it. A part of preparing a release, see
// docs/migrations.md; a release that is out keeps its fixture.

/** Stands for the server that tools and providers of the fixture call. */
const UPSTREAM = 'http://upstream.invalid';

const AS_IF_STOPPED_JUST_NOW = `-- As if it had been stopped a moment ago, whenever this is read.
UPDATE processes SET seen_at = now() - interval '1 minute';
UPDATE sessions SET expires_at = now() + interval '30 days' WHERE revoked_at IS NULL;
UPDATE idempotency_keys SET created_at = now();
UPDATE runs SET deadline_at = now() + interval '1 hour' WHERE finished_at IS NULL;`;

/** A UUIDv7 of this moment. @param {Date} moment */
function idOf(moment) {
  const hex = moment.getTime().toString(16).padStart(12, '0');
  const random = randomBytes(8).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7${random.slice(0, 3)}-8${random.slice(3, 6)}-${randomBytes(6).toString('hex')}`;
}

/** What the product makes seldom, or only in the course of time. @param {import('./migrations/dump.mjs').Client} client */
async function addRareRows(client, { succeeded, cancelled }) {
  const copy = async (from, to, status) => {
    await client.query(
      `INSERT INTO runs SELECT (jsonb_populate_record(r, jsonb_build_object('id', $2::text) || $3)).*
       FROM runs r WHERE id = $1`,
      [from, to, status],
    );
    await client.query(
      `INSERT INTO run_steps SELECT (jsonb_populate_record(s, jsonb_build_object('run_id', $2::text))).*
       FROM run_steps s WHERE run_id = $1`,
      [from, to],
    );
  };
  const now = new Date();
  const lastMonth = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 15));
  await copy(succeeded, idOf(lastMonth), {});
  await copy(succeeded, idOf(new Date('2099-01-01')), {});
  await client.query(
    `INSERT INTO backups (id, reason, status, finished_at, bytes, checksum, locations, next_due_at)
     VALUES ($1, 'schedule', 'succeeded', now(), 4711, repeat('0', 64), '{/backups}', now() + interval '1 day')`,
    [idOf(now)],
  );
  const waiting = idOf(now);
  await copy(cancelled, waiting, { status: 'waiting', finished_at: null });
  return waiting;
}

async function main() {
  const { version } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  const place = inRoot(`migrations/fixtures/${version}`);
  if (existsSync(`${place}.sql`) && !process.argv.includes('--again'))
    throw new Problem(
      `${place}.sql is there. --again writes it anew, while its release is prepared.`,
    );
  checkMachine();
  await install();
  await buildServer();
  const { dataDir, remove } = await temporaryDataDir('fixture');
  const postgres = await startPostgres(dataDir, { settings: UNSAFE_BUT_FAST });
  const pg = createRequire(inRoot('server/package.json'))('pg');
  const client = new pg.Client({ connectionString: postgres.url });
  try {
    await migrate(postgres.url);
    const { known, upstream } = await fill(postgres.url);
    await client.connect();
    await client.query(`SET TIME ZONE 'UTC'`);
    const { runs, ...rest } = /** @type {any} */ (known);
    const waiting = await addRareRows(client, runs);
    const sql = `-- Data of release ${version}; written by scripts/generate-fixture.mjs, never by hand.
-- ${UPSTREAM} stands for the server that its tools and providers call.

${await dump(client)}

${AS_IF_STOPPED_JUST_NOW}
`;
    mkdirSync(inRoot('migrations/fixtures'), { recursive: true });
    writeFileSync(`${place}.sql`, sql.replaceAll(upstream, UPSTREAM));
    const facts = { ...rest, runs: { ...runs, waiting } };
    writeFileSync(`${place}.json`, `${JSON.stringify(facts, null, 2)}\n`);
    console.log(`Written: migrations/fixtures/${version}.sql and .json`);
  } finally {
    await client.end().catch(() => {});
    await postgres.stop();
    dataDir.release();
    remove();
  }
}

main().catch(failWith);
