import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openDataDir } from './data-dir.mjs';

/**
 * A data directory for one purpose, gone afterwards.
 * @param {string} purpose
 */
export async function temporaryDataDir(purpose) {
  const home = mkdtempSync(path.join(os.tmpdir(), `aipoweredmakers-${purpose}-`));
  chmodSync(home, 0o711); // PostgreSQL's own user has to pass through
  const dataDir = await openDataDir(path.join(home, 'data')).catch((error) => {
    rmSync(home, { recursive: true, force: true });
    throw error;
  });
  const remove = () => {
    // The database may lie elsewhere (root under a closed directory).
    const database = dataDir.read('postgres.json')?.data;
    for (const place of database ? [database, home] : [home]) {
      rmSync(place, { recursive: true, force: true });
    }
  };
  return { dataDir, remove };
}
