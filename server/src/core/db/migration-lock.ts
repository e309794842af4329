import { setTimeout } from 'node:timers/promises';
import type { QueryRunner } from 'typeorm';
import { HOLDER } from './lock-watch.js';

// One number for all processes: two that start at once must not migrate at once.
const MIGRATION_LOCK = 7_220_041_116;
const ASK_EVERY_MS = 500;

/**
 * Makes this session the only one that migrates; the lock goes with the session. It asks again and
 * again instead of waiting in the database: a session that waits there has a transaction open, and
 * an index that the other one builds CONCURRENTLY would wait for its end for ever.
 * @throws Error naming the holder when it has not let go within `limitMs`
 */
export async function takeMigrationLock(
  session: QueryRunner,
  limitMs: number,
  say: (line: string) => void,
): Promise<void> {
  const until = Date.now() + limitMs;
  for (let asked = 0; ; asked++) {
    const [row] = (await session.query('SELECT pg_try_advisory_lock($1) AS taken', [
      MIGRATION_LOCK,
    ])) as { taken: boolean }[];
    if (row?.taken) return;
    if (asked === 0) say(`Another migration is under way: ${await holder(session)}. Waiting.`);
    if (Date.now() > until) {
      throw new Error(
        `Another migration has been under way for ${limitMs / 1000} s: ${await holder(session)}. ` +
          'Nothing was changed.',
      );
    }
    await setTimeout(ASK_EVERY_MS);
  }
}

async function holder(session: QueryRunner): Promise<string> {
  const rows = (await session.query(
    `SELECT ${HOLDER} AS holder FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
     WHERE l.locktype = 'advisory' AND l.objsubid = 1 AND l.granted
       AND (l.classid::bigint << 32) | l.objid::bigint = $1
       AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    [MIGRATION_LOCK],
  )) as { holder: string }[];
  return rows[0]?.holder ?? 'a process that has just ended';
}
