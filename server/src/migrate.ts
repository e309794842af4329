import 'reflect-metadata';
import { migrate, undoLast } from './core/db/migrate.js';
import { MigrationFailed } from './core/db/migration-failed.js';
import { assertSessions } from './core/db/pooler.js';

/**
 * Command line: brings the schema of DATABASE_URL up to date. `--undo` takes the newest migration
 * back; with what it made, the data in it goes.
 */
async function main(args: string[]): Promise<string> {
  const { DATABASE_URL } = process.env;
  const DATABASE_SESSION_URL = process.env.DATABASE_SESSION_URL || undefined;
  const url = DATABASE_SESSION_URL ?? DATABASE_URL;
  if (!url) throw new Error('DATABASE_URL is missing.');
  const unknown = args.find((arg) => arg !== '--undo');
  if (unknown !== undefined) throw new Error(`${unknown} is not known; there is --undo.`);
  await assertSessions({ DATABASE_URL: url, DATABASE_SESSION_URL });
  const say = (line: string): void => console.log(line);
  if (args.includes('--undo')) {
    const undone = await undoLast(url, { say });
    return undone === undefined ? 'There is nothing to take back.' : `Taken back: ${undone}.`;
  }
  const ran = await migrate(url, { say });
  return ran.length === 0 ? 'The schema is up to date.' : `Migrated: ${ran.join(', ')}.`;
}

try {
  console.log(await main(process.argv.slice(2)));
} catch (error) {
  if (error instanceof MigrationFailed) console.error(error.message);
  else
    console.error(
      `The migration failed: ${error instanceof Error ? error.message : String(error)}`,
    );
  process.exit(1);
}
