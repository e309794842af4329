import { randomBytes } from 'node:crypto';
import pg from 'pg';

export interface TestDatabase {
  url: string;
  drop(): Promise<void>;
}

/** A database of its own for one suite: a copy of the migrated template. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const cluster = process.env.TEST_DATABASE_URL as string;
  const name = `apm_test_${randomBytes(6).toString('hex')}`;
  await asAdmin(cluster, async (admin) => {
    // Two copies of one template cannot be made at once: the second would fail instead of wait.
    await admin.query('SELECT pg_advisory_lock(1)');
    await admin.query(`CREATE DATABASE ${name} TEMPLATE ${process.env.TEST_DATABASE_TEMPLATE}`);
  });
  const url = new URL(cluster);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: () =>
      asAdmin(
        cluster,
        async (admin) => void (await admin.query(`DROP DATABASE ${name} WITH (FORCE)`)),
      ),
  };
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
