import { setTimeout } from 'node:timers/promises';
import type { Database } from '../../core/db/database.js';
import { sqlState } from '../../core/db/migration-failed.js';

/**
 * A partition is made under a lock on its whole table, and everybody waits behind whoever waits for
 * that. Three waits (for the runs, the rest of them, the steps) stay below PostgreSQL's deadlock_timeout
 * of a second, so that a journal that holds the steps and wants the runs is never the one to be given up.
 */
const LOCK_TIMEOUT_MS = 300;
const TRIES = 5;
/** Meanwhile those that waited get their turn. */
const PAUSE_MS = 500;

/** A lock that was not had in time, a deadlock, a statement that took too long. */
const HELD_UP = new Set(['55P03', '40P01', '57014']);

/** True when partitions could not be made because somebody, such as a dump, reads the tables. */
export const isHeldUp = (error: unknown): boolean => HELD_UP.has(sqlState(error) ?? '');

/**
 * Makes the partitions of this month and the two that come, where they are missing.
 * @throws what PostgreSQL said; see `isHeldUp`
 */
export async function ensureRunPartitions(db: Database): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.transaction(async (client) => {
        await client.query(`SET LOCAL lock_timeout = ${LOCK_TIMEOUT_MS}`);
        await client.query('SELECT ensure_run_partitions(2)');
      });
    } catch (error) {
      if (attempt === TRIES || !isHeldUp(error)) throw error;
      await setTimeout(PAUSE_MS);
    }
  }
}
