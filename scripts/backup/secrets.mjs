import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { inRoot } from '../lib/paths.mjs';
import { Problem } from '../lib/problem.mjs';

/** The server's own code: what opens here opens there. */
async function serverCode(name) {
  const file = inRoot('server/dist/core/crypto', name);
  if (!existsSync(file)) throw new Problem('The server is not built: run npm start once.');
  return import(pathToFileURL(file).href);
}

/**
 * Opens every sealed secret of a database.
 * @param {import('pg').Client} client
 * @param {string[]} encryptionKeys ENCRYPTION_KEYS
 * @returns {Promise<{ opened: number, unreadable: string[] }>} `unreadable`: in words, with the reason
 */
export async function openSecrets(client, encryptionKeys) {
  const { SecretBox } = await serverCode('secret-box.js');
  const { storedSecrets, unreadableSecrets } = await serverCode('stored-secrets.js');
  const stored = await storedSecrets(client);
  const unreadable = unreadableSecrets(stored, new SecretBox(encryptionKeys));
  return {
    opened: stored.length - unreadable.length,
    unreadable: unreadable.map(({ table, id, reason }) => `${table} ${id}: ${reason}`),
  };
}
