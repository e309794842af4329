import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';

export interface TestDatabase {
  url: string;
  drop(): Promise<void>;
}

/** A database of its own for one suite: a copy of the migrated template, or of another one. */
export async function createTestDatabase(
  template = process.env.TEST_DATABASE_TEMPLATE as string,
): Promise<TestDatabase> {
  const cluster = process.env.TEST_DATABASE_URL as string;
  const name = `apm_test_${randomBytes(6).toString('hex')}`;
  await asAdmin(cluster, async (admin) => {
    // Two copies of one template cannot be made at once: the second would fail instead of wait.
    await admin.query('SELECT pg_advisory_lock(1)');
    await admin.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  });
  const url = new URL(cluster);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: () =>
      asAdmin(cluster, async (admin) => {
        await untilUnused(admin, name);
        await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
      }),
  };
}

/**
 * A pool that was ended says so before its last connections are gone, and nobody listens to it any
 * more: cutting them off now would end the test process.
 */
async function untilUnused(admin: pg.Client, name: string): Promise<void> {
  const patience = Date.now() + 5_000;
  for (;;) {
    const { rowCount } = await admin.query('SELECT 1 FROM pg_stat_activity WHERE datname = $1', [
      name,
    ]);
    if (rowCount === 0 || Date.now() > patience) return;
    await setTimeout(20);
  }
}

async function asAdmin(url: string, work: (admin: pg.Client) => Promise<void>): Promise<void> {
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}
