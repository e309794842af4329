import type { Database } from '../../core/db/database.js';

export interface BackupReason {
  /** Why they were made: scheduled, pre-deploy, manual. */
  reason: string;
  succeededAt: Date | null;
  bytes: number | null;
  verifiedAt: Date | null;
  lastStatus: 'succeeded' | 'failed' | null;
}

export interface BackupState {
  reasons: BackupReason[];
  newest: Date | null;
  /** By when the next one must be there; null when nobody promised one. */
  dueAt: Date | null;
  isOverdue: boolean;
}

/** What the recorded attempts say, by the database's clock. */
export async function backupState(db: Database): Promise<BackupState> {
  const { rows: reasons } = await db.query<BackupReason>(
    `SELECT reason,
            max(started_at) FILTER (WHERE status = 'succeeded') AS "succeededAt",
            max(verified_at) AS "verifiedAt",
            (array_agg(bytes ORDER BY started_at DESC) FILTER (WHERE status = 'succeeded'))[1]::float8 AS bytes,
            (array_agg(status ORDER BY started_at DESC) FILTER (WHERE status <> 'running'))[1] AS "lastStatus"
       FROM backups GROUP BY reason ORDER BY reason`,
    [],
    'backup-reasons',
  );
  const { rows } = await db.query<Omit<BackupState, 'reasons'>>(
    `SELECT max(started_at) AS newest, max(next_due_at) AS "dueAt",
            coalesce(max(next_due_at) < now(), false)
              OR (count(*) = 0 AND EXISTS (SELECT 1 FROM backups WHERE status = 'failed')) AS "isOverdue"
       FROM backups WHERE status = 'succeeded'`,
    [],
    'backup-due',
  );
  return { reasons, ...(rows[0] as Omit<BackupState, 'reasons'>) };
}
