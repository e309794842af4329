import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { processIdentity } from './processes.mjs';
import { until } from './wait.mjs';

/**
 * @param {string} file
 * @returns {{ pid: number, identity: string } | null}
 */
function readHolder(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

/**
 * @param {{ pid: number, identity: string } | null} holder
 * @returns {holder is { pid: number, identity: string }}
 */
const isAlive = (holder) => holder !== null && processIdentity(holder.pid) === holder.identity;

/**
 * Creates the file with its content in one step: nobody ever sees a lock without a holder.
 * @param {string} file
 * @returns {boolean} false when there is one already
 */
function create(file) {
  const own = `${file}.${process.pid}`;
  writeFileSync(own, JSON.stringify({ pid: process.pid, identity: processIdentity(process.pid) }));
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
 * @param {{ waitMs?: number, onWait?: (pid: number) => void }} [options]
 * @returns {Promise<{ release: () => void } | { heldBy: number }>}
 */
export async function takeLock(file, { waitMs = 0, onWait } = {}) {
  let heldBy = 0;
  const attempt = () => {
    if (create(file)) return true;
    const holder = readHolder(file);
    if (!isAlive(holder)) {
      removeStale(file);
      return create(file);
    }
    if (holder.pid !== heldBy) onWait?.(holder.pid);
    heldBy = holder.pid;
    return false;
  };
  const taken = await until(attempt, { timeoutMs: waitMs });
  return taken ? { release: () => rmSync(file, { force: true }) } : { heldBy };
}
