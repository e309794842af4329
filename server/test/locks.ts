import type { Database } from '../src/core/db/database.js';

/** Resolves when this many transactions of the database wait for a lock that another one holds. */
export async function transactionsWaiting(db: Database, count: number): Promise<void> {
  const waiting = async (): Promise<number | null> => {
    const { rowCount } = await db.query(
      `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    return rowCount;
  };
  while ((await waiting()) !== count);
}
