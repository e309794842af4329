import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { openDataDir } from './data-dir.mjs';
import { inRoot } from './paths.mjs';
import { databaseUrl } from './postgres/cluster.mjs';
import { startPostgres } from './postgres/index.mjs';
import { Problem } from './problem.mjs';
import { processIdentity } from './processes.mjs';

/**
 * The database and the keys of the installation in this clone, for commands beside `npm start`.
 * @typedef {object} Installation
 * @property {string} databaseUrl
 * @property {string} dataDir
 * @property {string} encryptionKeys empty when none are known
 * @property {boolean} embedded
 * @property {string} databaseFiles where an embedded database lies
 */

/**
 * Works with the installation's database. An embedded one that does not run is started for it.
 * @template T
 * @param {NodeJS.ProcessEnv} settings
 * @param {{ alone?: boolean }} options alone: not while the platform runs
 * @param {(installation: Installation) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withInstallation(settings, { alone = false }, work) {
  const dataDir = path.resolve(inRoot(), settings.DATA_DIR || '.data');
  const read = (name) => {
    const file = path.join(dataDir, name);
    return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
  };
  const keys = () => settings.ENCRYPTION_KEYS || read('secrets.json')?.ENCRYPTION_KEYS || '';
  const given = settings.DATABASE_URL;
  if (given) {
    const external = { embedded: false, databaseFiles: '' };
    return work({ databaseUrl: given, dataDir, encryptionKeys: keys(), ...external });
  }
  const holder = read('lock');
  const isRunning = holder !== null && processIdentity(holder.pid) === holder.identity;
  if (isRunning && alone)
    throw new Problem(`AIpoweredMakers runs on ${dataDir} (process ${holder.pid}). Stop it first.`);
  const embedded = (url) => ({
    databaseUrl: url,
    dataDir,
    encryptionKeys: keys(),
    embedded: true,
    databaseFiles: read('postgres.json')?.data ?? path.join(dataDir, 'postgres'),
  });
  if (isRunning) {
    const record = read('postgres.json');
    if (!record?.port) throw new Problem('The database is being started: try again in a moment.');
    return work(embedded(databaseUrl(record, record.port)));
  }
  const locked = await openDataDir(dataDir);
  try {
    const postgres = await startPostgres(locked);
    try {
      return await work(embedded(postgres.url));
    } finally {
      await postgres.stop();
    }
  } finally {
    locked.release();
  }
}
