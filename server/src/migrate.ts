import 'reflect-metadata';
import { migrate } from './core/db/migrate.js';

/** Command line: brings the schema of DATABASE_URL up to date. */
const url = process.env.DATABASE_URL;
if (!url) {
  console.error('DATABASE_URL is missing.');
  process.exit(1);
}
try {
  const ran = await migrate(url);
  console.log(ran.length === 0 ? 'The schema is up to date.' : `Migrated: ${ran.join(', ')}.`);
} catch (error) {
  console.error(`The migration failed: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
