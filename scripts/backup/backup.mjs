import { randomBytes } from 'node:crypto';
import { createReadStream, rmSync } from 'node:fs';
import { Problem } from '../lib/problem.mjs';
import { serverOf, withConnection } from './connection.mjs';
import { readThrough, writeDump } from './dump.mjs';
import {
  fileName,
  listLocal,
  openFolder,
  partialFile,
  publish,
  removeLeftovers,
  removeLocal,
} from './files.mjs';
import { fingerprint } from './fingerprint.mjs';
import { notifier } from './notify.mjs';
import { findPrograms } from './programs.mjs';
import { noteFailure, noteStart, noteSuccess, noteVerified } from './record.mjs';
import { thinOut } from './retention.mjs';
import { makeKeys, measure, openSealed } from './seal.mjs';
import { nextDue } from './settings.mjs';
import { openStore } from './store.mjs';
import { assertWhole } from './verify.mjs';

/** One number for all: two backups of a database must not run at once. */
const BACKUP_LOCK = 7_220_041_117;
const LOCK_WAIT = '30min';

export const REASONS = /** @type {const} */ (['scheduled', 'pre-deploy', 'manual']);

/**
 * Makes one backup: dump, check, name, copy off-site, record, thin out, heartbeat, in this order.
 * @param {import('./settings.mjs').Settings} settings
 * @param {object} options
 * @param {typeof REASONS[number]} options.reason
 * @param {boolean} [options.prove] also restore it into a throw-away database and compare
 * @param {(message: string) => void} options.say
 * @returns {Promise<import('./files.mjs').Manifest>}
 */
export async function makeBackup(settings, { reason, prove = false, say }) {
  const id = newId();
  const { dir } = settings;
  return withConnection(settings.sessionUrl, async (session) => {
    await takeLock(session, say);
    const programs = findPrograms((await serverOf(session)).major);
    openFolder(dir);
    for (const name of removeLeftovers(dir))
      say(`Removed ${name}, left by a backup that was cut off.`);
    await noteStart(session, { id, reason });
    let manifest;
    try {
      const made = await write(settings, { id, reason, programs });
      manifest = made.manifest;
      say(`${manifest.file}: ${manifest.bytes} bytes, read back and whole.`);
      const store = settings.store && openStore(settings.store);
      if (store) {
        await store.copy(dir, manifest);
        say(`Copied to ${store.place} and read back.`);
      }
      await noteSuccess(session, manifest, [dir, ...(store ? [store.place] : [])]);
      if (prove) {
        await assertWhole(settings, { manifest, programs, identities: made.identities, say });
        await noteVerified(session, id);
      }
      await thin(dir, store, settings.keep, say);
    } catch (error) {
      // A failed proof leaves the row of a backup that cannot be relied upon: it is a failure too.
      await noteFailure(session, id, error.message).catch(() => {});
      throw explained(error, dir);
    }
    await notifier(settings, say).heartbeat();
    return manifest;
  });
}

/** A dump of one snapshot, read back as a restore would, under its final name. */
async function write(settings, { id, reason, programs }) {
  const { dir } = settings;
  const startedAt = new Date();
  const partial = partialFile(dir, id);
  // A key for this file alone, forgotten in a moment: it proves that what was written can be
  // decrypted, without the private keys, which are better kept elsewhere.
  const own = settings.recipients.length > 0 ? await makeKeys() : null;
  const recipients = own ? [...settings.recipients, own.recipient] : [];
  const identities = own ? [own.identity] : [];
  try {
    const { written, ...seen } = await withConnection(settings.sessionUrl, async (reader) => {
      await reader.query('BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY');
      const { rows } = await reader.query('SELECT pg_export_snapshot() AS snapshot');
      const dump = { programs, url: settings.sessionUrl, snapshot: rows[0].snapshot };
      const [written, facts] = await Promise.all([
        writeDump({ ...dump, file: partial, recipients }),
        factsOf(reader),
      ]);
      return { written, ...facts };
    });
    const found = await measure(createReadStream(partial));
    if (found.sha256 !== written.sha256)
      throw new Problem(`What was written to ${dir} reads back differently. Look at that disk.`);
    await readThrough(
      programs,
      own ? await openSealed(partial, identities) : createReadStream(partial),
    );
    /** @type {import('./files.mjs').Manifest} */
    const manifest = {
      format: 1,
      id,
      file: fileName({ id, reason, startedAt, encrypted: own !== null }),
      reason,
      startedAt: startedAt.toISOString(),
      finishedAt: new Date().toISOString(),
      nextDueAt: nextDue(settings, startedAt)?.toISOString() ?? null,
      ...written,
      encryptedFor: settings.recipients,
      commit: settings.commit,
      ...seen,
    };
    await publish(dir, partial, manifest);
    return { manifest, identities };
  } catch (error) {
    rmSync(partial, { force: true });
    throw error;
  }
}

/** What the dump's snapshot sees. */
async function factsOf(reader) {
  const column = async (table, sql) => {
    const { rows } = await reader.query('SELECT to_regclass($1) IS NOT NULL AS there', [table]);
    return rows[0].there ? (await reader.query(sql)).rows.map(({ value }) => value) : [];
  };
  const migrations = 'SELECT name AS value FROM migrations ORDER BY id DESC LIMIT 1';
  const keys = 'SELECT key_id AS value FROM encryption_canaries ORDER BY 1';
  const { major: _, ...server } = await serverOf(reader);
  return {
    migration: (await column('public.migrations', migrations))[0] ?? null,
    encryptionKeyIds: await column('public.encryption_canaries', keys),
    server,
    tables: await fingerprint(reader),
  };
}

async function takeLock(session, say) {
  const lock = (call) => session.query(`SELECT ${call}($1) AS taken`, [BACKUP_LOCK]);
  if ((await lock('pg_try_advisory_lock')).rows[0].taken) return;
  say('Another backup is running: waiting for its end.');
  await session.query(`SET lock_timeout = '${LOCK_WAIT}'`);
  await lock('pg_advisory_lock').catch((cause) => {
    throw new Problem(`Another backup has been running for ${LOCK_WAIT}.`, { cause });
  });
  await session.query('SET lock_timeout = 0');
}

/**
 * Old backups go. A store that allows no deletion is no reason to call a good backup failed.
 * @param {string} dir
 * @param {ReturnType<typeof openStore> | null} store
 * @param {import('./settings.mjs').Keep} keep
 * @param {(message: string) => void} say
 */
async function thin(dir, store, keep, say) {
  const now = new Date();
  for (const old of thinOut(listLocal(dir), keep, now).go) {
    removeLocal(dir, old);
    say(`Removed ${old.file}, which is no longer kept.`);
  }
  if (!store) return;
  try {
    for (const old of thinOut(await store.list(), keep, now).go) {
      await store.remove(old);
      say(`Removed ${old.file} off-site, which is no longer kept.`);
    }
  } catch (error) {
    say(`Old copies off-site stay: ${error.message}`);
  }
}

function explained(error, dir) {
  if (error.code !== 'ENOSPC' && error.code !== 'EDQUOT') return error;
  return new Problem(`The disk of BACKUP_DIR (${dir}) is full; nothing was kept of this backup.`, {
    cause: error,
  });
}

/** A UUIDv7, as everywhere in the product. */
function newId() {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(Date.now(), 0, 6);
  bytes[6] = (bytes[6] & 0x0f) | 0x70;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
