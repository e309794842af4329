import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { inRoot } from '../lib/paths.mjs';
import { Problem } from '../lib/problem.mjs';
import { quoted } from './connection.mjs';

/** Sealed secrets are in columns of this name, in tables with an `id` (and a `workspace_id`). */
const COLUMNS = `
  SELECT c.table_name AS table, c.column_name AS column,
         EXISTS (SELECT 1 FROM information_schema.columns w WHERE w.table_schema = c.table_schema
                    AND w.table_name = c.table_name AND w.column_name = 'workspace_id') AS tenant
    FROM information_schema.columns c
   WHERE c.table_schema = 'public' AND c.column_name LIKE 'sealed\\_%' ORDER BY 1, 2`;

/**
 * Opens every sealed secret of a database with the server's own code.
 * @param {import('pg').Client} client
 * @param {string[]} encryptionKeys ENCRYPTION_KEYS
 * @returns {Promise<{ opened: number, unreadable: string[] }>} `unreadable`: in words, with the reason
 */
export async function openSecrets(client, encryptionKeys) {
  const file = inRoot('server/dist/core/crypto/secret-box.js');
  if (!existsSync(file)) throw new Problem('The server is not built: run npm start once.');
  const { SecretBox } = await import(pathToFileURL(file).href);
  const box = new SecretBox(encryptionKeys);
  /** @type {string[]} */
  const unreadable = [];
  let opened = 0;
  const tryOpen = (sealed, place) => {
    try {
      box.open(sealed, place);
      opened += 1;
    } catch (error) {
      unreadable.push(`${place.table} ${place.id}: ${error.message}`);
    }
  };
  const { rows: columns } = await client.query(COLUMNS);
  for (const { table, column, tenant } of columns) {
    const { rows } = await client.query(
      `SELECT id::text, ${tenant ? 'workspace_id::text' : 'NULL'} AS workspace, ${quoted(column)} AS sealed
         FROM ${quoted(table)} WHERE ${quoted(column)} IS NOT NULL`,
    );
    for (const { id, workspace, sealed } of rows)
      tryOpen(sealed, { table, id, workspaceId: workspace });
  }
  const { rows: canaries } = await client.query('SELECT key_id, sealed FROM encryption_canaries');
  for (const { key_id: id, sealed } of canaries)
    tryOpen(sealed, { table: 'encryption_canaries', id, workspaceId: null });
  return { opened, unreadable };
}
