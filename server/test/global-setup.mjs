import { existsSync } from 'node:fs';
import pg from 'pg';

/**
 * Makes one migrated database that every suite copies. TEST_DATABASE_URL names a PostgreSQL whose
 * user may create databases; `npm test` starts one and sets it.
 */
export default async function globalSetup() {
  const cluster = process.env.TEST_DATABASE_URL;
  if (!cluster) {
    throw new Error('TEST_DATABASE_URL is missing. Run the tests by `npm test -- server`.');
  }
  const compiled = new URL('../dist/core/db/migrate.js', import.meta.url);
  if (!existsSync(compiled)) throw new Error('Build the server first: pnpm -F server build');
  const { migrate } = await import(compiled.href);
  const template = `apm_template_${process.pid}`;
  const admin = new pg.Client({ connectionString: cluster });
  await admin.connect();
  await admin.query(`DROP DATABASE IF EXISTS ${template}`);
  await admin.query(`CREATE DATABASE ${template}`);
  await admin.end();
  const url = new URL(cluster);
  url.pathname = `/${template}`;
  await migrate(url.href);
  process.env.TEST_DATABASE_TEMPLATE = template;
}
