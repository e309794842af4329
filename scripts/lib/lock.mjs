import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { processIdentity } from './processes.mjs';
import { until } from './wait.mjs';

/** @typedef {{ pid: number, identity: string | null, ending?: boolean }} Holder */

/** @returns {Holder} */
const mine = () => ({ pid: process.pid, identity: processIdentity(process.pid) });

/**
 * @param {string} file
 * @returns {Holder | null}
 */
function readHolder(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

/**
 * @param {Holder | null} holder
 * @returns {holder is Holder}
 */
const isAlive = (holder) => holder !== null && processIdentity(holder.pid) === holder.identity;

/**
 * Creates the file with its content in one step: nobody ever sees a lock without a holder.
 * @param {string} file
 * @returns {boolean} false when there is one already
 */
function create(file) {
  const own = `${file}.${process.pid}`;
  writeFileSync(own, JSON.stringify(mine()));
  try {
    linkSync(own, file);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    return false;
  } finally {
    rmSync(own, { force: true });
  }
}

/**
 * Removes the lock of a process that is gone. It is moved away first and looked at again, because
 * another process may have done the same and taken the lock in between.
 * @param {string} file
 */
function removeStale(file) {
  const aside = `${file}.stale.${process.pid}`;
  try {
    renameSync(file, aside);
    if (isAlive(readHolder(aside))) linkSync(aside, file);
  } catch (error) {
    if (error.code !== 'ENOENT' && error.code !== 'EEXIST') throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

/**
 * Takes a lock that belongs to this process and ends with it, however it ends.
 * @param {string} file
 * @param {object} [options]
 * @param {number} [options.waitMs] for a holder that goes on
 * @param {number} [options.waitForEndingMs] for a holder that said it is ending
 * @param {(pid: number) => void} [options.onWait]
 * @returns {Promise<{ release: () => void, ending: () => void } | { heldBy: number }>}
 */
export async function takeLock(file, { waitMs = 0, waitForEndingMs = waitMs, onWait } = {}) {
  const began = Date.now();
  let heldBy = 0;
  const attempt = () => {
    if (create(file)) return 'taken';
    const holder = readHolder(file);
    if (!isAlive(holder)) {
      removeStale(file);
      return create(file) && 'taken';
    }
    if (holder.pid !== heldBy) onWait?.(holder.pid);
    heldBy = holder.pid;
    return Date.now() - began > (holder.ending ? waitForEndingMs : waitMs) && 'held';
  };
  if ((await until(attempt, { timeoutMs: Infinity })) === 'held') return { heldBy };
  return {
    /** Tells those who wait that it will not be long. */
    ending: () => writeFileSync(file, JSON.stringify({ ...mine(), ending: true })),
    release: () => rmSync(file, { force: true }),
  };
}
