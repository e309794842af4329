import pg from 'pg';
import { SecretBox } from './core/crypto/secret-box.js';
import { forgetSecrets, storedSecrets, unreadableSecrets } from './core/crypto/stored-secrets.js';

/**
 * Command line, for when a key of ENCRYPTION_KEYS is lost: lists the stored secrets that the present
 * keys cannot open; with `--yes` it empties them, so that the server starts again and their owners
 * enter them anew. What can be opened stays.
 */
async function main(args: string[]): Promise<void> {
  const unknown = args.find((arg) => arg !== '--yes');
  if (unknown !== undefined) throw new Error(`${unknown} is not known; there is --yes.`);
  const url = process.env.DATABASE_SESSION_URL || process.env.DATABASE_URL;
  const keys = (process.env.ENCRYPTION_KEYS ?? '').split(',').filter((key) => key !== '');
  if (!url) throw new Error('DATABASE_URL is missing.');
  if (keys.length === 0) throw new Error('ENCRYPTION_KEYS is missing: give the new key.');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('BEGIN');
    const stored = await storedSecrets(client);
    const lost = unreadableSecrets(stored, new SecretBox(keys));
    for (const { table, id, reason } of lost) console.log(`  ${table} ${id}: ${reason}`);
    console.log(`${lost.length} of ${stored.length} sealed values cannot be opened.`);
    if (lost.length === 0) return;
    if (!args.includes('--yes')) {
      console.log('Nothing was changed. To empty them for good, add --yes.');
      return;
    }
    await forgetSecrets(client, lost);
    await client.query('COMMIT');
    console.log('They are empty now. Their owners can enter them again.');
  } finally {
    await client.end();
  }
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
