import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import path from 'node:path';
import { Problem } from '../lib/problem.mjs';
import { quoted, serverOf, urlOfDatabase, withConnection } from './connection.mjs';
import { loadDump } from './dump.mjs';
import { differences, fingerprint } from './fingerprint.mjs';
import { findPrograms } from './programs.mjs';
import { measure, openSealed } from './seal.mjs';
import { openSecrets } from './secrets.mjs';

const THROW_AWAY = 'apm_verify_';

/**
 * Proves a backup: restores it into a throw-away database on the same server, compares every table
 * with what the dump's snapshot saw, and opens every sealed secret.
 * @param {import('./settings.mjs').Settings} settings
 * @param {object} options
 * @param {import('./files.mjs').Manifest} options.manifest
 * @param {string[]} options.identities
 * @param {import('./dump.mjs').Programs} [options.programs]
 * @param {string} [options.file] the data, when it does not lie in BACKUP_DIR
 * @param {(message: string) => void} options.say
 */
export async function assertWhole(settings, options) {
  const { manifest, identities, say } = options;
  const file = options.file ?? path.join(settings.dir, manifest.file);
  const { sha256 } = await measure(createReadStream(file));
  if (sha256 !== manifest.sha256)
    throw new Problem(`${manifest.file} is damaged: its checksum is not the one in its manifest.`);

  await withConnection(settings.sessionUrl, async (server) => {
    const programs = options.programs ?? findPrograms((await serverOf(server)).major);
    await dropLeftovers(server);
    const name = `${THROW_AWAY}${randomBytes(6).toString('hex')}`;
    await server.query(`CREATE DATABASE ${quoted(name)} TEMPLATE template0`).catch((cause) => {
      throw new Problem(`A throw-away database cannot be made: ${cause.message}.`, { cause });
    });
    try {
      const url = urlOfDatabase(settings.sessionUrl, name);
      await loadDump(programs, await sourceOf(file, manifest, identities), url);
      await withConnection(url, async (client) => {
        await compare(client, manifest, say);
        await checkSecrets(client, manifest, settings.encryptionKeys, say);
      });
    } finally {
      await server.query(`DROP DATABASE IF EXISTS ${quoted(name)} WITH (FORCE)`);
    }
  });
}

/** The plain contents of a backup's file. */
export const sourceOf = async (file, manifest, identities) =>
  manifest.encryptedFor.length > 0 ? openSealed(file, identities) : createReadStream(file);

/** The restored tables are those that the snapshot saw. */
export async function compare(client, manifest, say) {
  const found = await fingerprint(client);
  const different = differences(manifest.tables, found);
  if (different.length > 0)
    throw new Problem(`${manifest.file} restores differently:\n  ${different.join('\n  ')}`);
  const rows = Object.values(found).reduce((sum, table) => sum + table.rows, 0);
  say(`${Object.keys(found).length} tables with ${rows} rows are as they were.`);
}

async function checkSecrets(client, manifest, encryptionKeys, say) {
  if (manifest.encryptionKeyIds.length === 0) return;
  if (encryptionKeys.length === 0) {
    say('Whether its secrets can be opened was not looked at: ENCRYPTION_KEYS is not given.');
    return;
  }
  const { opened, unreadable } = await openSecrets(client, encryptionKeys);
  if (unreadable.length > 0)
    throw new Problem(
      `${manifest.file} holds secrets that ENCRYPTION_KEYS cannot open:\n  ${unreadable.join('\n  ')}`,
    );
  say(`${opened} sealed secrets were opened with the present keys.`);
}

/** Databases of a verification that was killed. */
async function dropLeftovers(server) {
  const { rows } = await server.query(
    `SELECT datname AS name FROM pg_database d WHERE starts_with(datname, $1)
        AND NOT EXISTS (SELECT 1 FROM pg_stat_activity a WHERE a.datid = d.oid)`,
    [THROW_AWAY],
  );
  for (const { name } of rows) await server.query(`DROP DATABASE IF EXISTS ${quoted(name)}`);
}
