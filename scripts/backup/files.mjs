import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';

/**
 * What is known of one backup, written beside it when it is complete. A backup without it does not count.
 * @typedef {object} Manifest
 * @property {1} format
 * @property {string} id of its row in the table `backups`
 * @property {string} file
 * @property {string} reason
 * @property {string} startedAt
 * @property {string} finishedAt
 * @property {string | null} nextDueAt when the next one must be there
 * @property {number} bytes
 * @property {string} sha256 of the file as it lies there
 * @property {string[]} encryptedFor public keys; empty: not encrypted
 * @property {string} commit of the program that made it
 * @property {string | null} migration the newest one
 * @property {string[]} encryptionKeyIds keys of ENCRYPTION_KEYS that a restored server needs
 * @property {{ version: string, name: string, bytes: string }} server
 * @property {import('./fingerprint.mjs').Fingerprint} tables
 */

const PARTIAL = '.partial-';
const DATA = /^apm-\d{8}T\d{6}Z-[a-z-]+-[0-9a-f]{8}\.dump(\.age)?$/;

/**
 * @param {{ id: string, reason: string, startedAt: Date, encrypted: boolean }} backup
 */
export function fileName({ id, reason, startedAt, encrypted }) {
  const time = startedAt.toISOString().replace(/[-:]|\.\d+/g, '');
  // The end of the id: its beginning is the time.
  return `apm-${time}-${reason}-${id.replaceAll('-', '').slice(-8)}.dump${encrypted ? '.age' : ''}`;
}

/** @param {string} file of the data */
export const manifestName = (file) => `${file}.json`;

/**
 * The complete backups of a folder, newest first.
 * @param {string} dir
 * @returns {Manifest[]}
 */
export function listLocal(dir) {
  const names = new Set(namesIn(dir));
  return [...names]
    .filter((name) => DATA.test(name) && names.has(manifestName(name)))
    .map((name) => JSON.parse(readFileSync(path.join(dir, manifestName(name)), 'utf8')))
    .sort(newestFirst);
}

/** @type {(a: Manifest, b: Manifest) => number} */
export const newestFirst = (a, b) => (a.startedAt < b.startedAt ? 1 : -1);

/** @param {string} dir @param {string} id */
export const partialFile = (dir, id) => path.join(dir, `${PARTIAL}${id}`);

/**
 * Gives a written file its name, then says that it is complete.
 * @param {string} dir
 * @param {string} partial
 * @param {Manifest} manifest
 */
export async function publish(dir, partial, manifest) {
  renameSync(partial, path.join(dir, manifest.file));
  const note = await open(`${partial}.json`, 'w', 0o600);
  await note.writeFile(`${JSON.stringify(manifest, null, 2)}\n`);
  await note.sync();
  await note.close();
  renameSync(`${partial}.json`, path.join(dir, manifestName(manifest.file)));
  const folder = await open(dir, 'r');
  await folder.sync();
  await folder.close();
}

/**
 * Removes what a backup that was killed left behind. Call it while no other backup can run.
 * @param {string} dir
 */
export function removeLeftovers(dir) {
  const names = new Set(namesIn(dir));
  const isLeft = (name) =>
    name.startsWith(PARTIAL) || (DATA.test(name) && !names.has(manifestName(name)));
  const left = [...names].filter(isLeft);
  for (const name of left) rmSync(path.join(dir, name), { force: true });
  return left;
}

/** @param {string} dir @param {Manifest} manifest */
export function removeLocal(dir, { file }) {
  // First what makes it complete, so that half a backup is never taken for one.
  rmSync(path.join(dir, manifestName(file)), { force: true });
  rmSync(path.join(dir, file), { force: true });
}

/** @param {string} dir */
export function openFolder(dir) {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  return statSync(dir);
}

function namesIn(dir) {
  try {
    return readdirSync(dir);
  } catch (error) {
    if (error.code === 'ENOENT') return [];
    throw error;
  }
}
