import {
  accessSync,
  constants,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { takeLock } from './lock.mjs';
import { inRoot } from './paths.mjs';
import { explainFileFault, Problem } from './problem.mjs';

/**
 * @typedef {object} DataDir what one installation keeps, used by one process at a time
 * @property {string} path
 * @property {(name: string) => string} file
 * @property {(name: string) => any} read a JSON file, null when there is none
 * @property {(name: string, value: unknown) => void} write a JSON file that only its owner may read
 * @property {() => void} ending tell a start that waits for this directory that it will be free soon
 * @property {() => void} release
 */

/**
 * Makes and locks the data directory.
 * @param {string} [directory] relative to the top of the repository
 * @param {Parameters<typeof takeLock>[1]} [options]
 * @returns {Promise<DataDir>}
 */
export async function openDataDir(directory = '.data', options = {}) {
  const wanted = path.resolve(inRoot(), directory);
  const guard = (action) => {
    try {
      return action();
    } catch (error) {
      throw explainFileFault(error, wanted);
    }
  };
  guard(() => mkdirSync(wanted, { recursive: true, mode: modeForNew() }));
  guard(() => accessSync(wanted, constants.W_OK | constants.X_OK));
  const dir = realpathSync(wanted);
  const file = (name) => path.join(dir, name);

  const lock = await takeLock(file('lock'), options).catch((error) => {
    throw explainFileFault(error, wanted);
  });
  if ('heldBy' in lock) {
    throw new Problem(
      `AIpoweredMakers already runs on ${dir} (process ${lock.heldBy}). ` +
        'Stop it first, or give this one a directory and ports of its own: DATA_DIR=… PORT=… API_PORT=… npm start',
    );
  }
  return {
    path: dir,
    file,
    read: (name) => readJson(file(name)),
    write: (name, value) =>
      guard(() => {
        // Written beside and renamed, so that a crash leaves the old file or the new one.
        writeFileSync(file(`${name}.new`), `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
        renameSync(file(`${name}.new`), file(name));
      }),
    ending: lock.ending,
    release: lock.release,
  };
}

/** Root lets others pass through (not look in), because PostgreSQL runs as another user and lives inside. */
const modeForNew = () => (process.getuid?.() === 0 ? 0o711 : 0o700);

/** @param {string} file */
function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') return null;
    throw new Problem(`${file} cannot be read: ${error.message}`, { cause: error });
  }
}
