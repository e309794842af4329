import { Injectable } from '@nestjs/common';
import { Database } from '../../core/db/database.js';
import { HealthParts, type PartState } from '../../core/health/health-parts.js';
import { Metrics } from '../../core/metrics/metrics.js';
import { Recent } from '../../core/recent.js';
import { backupState, type BackupState } from './backups.queries.js';

/**
 * Tells metrics and health about backups. They are made outside of this process (docs/backups.md),
 * which writes a row for each attempt and by when the next one must be there. A missing backup
 * never makes the process not ready: requests would be refused for something that they do not need.
 */
@Injectable()
export class BackupWatch {
  private readonly recent;

  constructor(
    private readonly db: Database,
    metrics: Metrics,
    parts: HealthParts,
  ) {
    this.recent = new Recent(() => backupState(this.db), { maxAgeMs: 2_000, limitMs: 2_000 });
    parts.add('backups', { required: false, check: () => this.check() });
    metrics.gauges(
      'apm_backup_last_success_timestamp_seconds',
      'Moment that the newest good backup holds, by reason; not there before the first one',
      ['reason'],
      async (set) => {
        for (const { reason, succeededAt } of (await this.recent.get())?.reasons ?? [])
          if (succeededAt !== null) set({ reason }, succeededAt.getTime() / 1000);
      },
    );
    metrics.gauges(
      'apm_backup_last_status',
      'Whether the last attempt succeeded (1) or failed (0), by reason',
      ['reason'],
      async (set) => {
        for (const { reason, lastStatus } of (await this.recent.get())?.reasons ?? [])
          if (lastStatus !== null) set({ reason }, lastStatus === 'succeeded' ? 1 : 0);
      },
    );
    metrics.gauges(
      'apm_backup_last_size_bytes',
      'Size of the newest good backup, by reason',
      ['reason'],
      async (set) => {
        for (const { reason, bytes } of (await this.recent.get())?.reasons ?? [])
          if (bytes !== null) set({ reason }, bytes);
      },
    );
    metrics.gauges(
      'apm_backup_last_verified_timestamp_seconds',
      'Last time that a backup was restored into a throw-away database and found whole, by its reason',
      ['reason'],
      async (set) => {
        for (const { reason, verifiedAt } of (await this.recent.get())?.reasons ?? [])
          if (verifiedAt !== null) set({ reason }, verifiedAt.getTime() / 1000);
      },
    );
    metrics.gauge(
      'apm_backup_overdue',
      'Whether a backup is missing (1): a promised one is late, or all attempts so far have failed',
      async () => ((await this.recent.get())?.isOverdue ? 1 : 0),
    );
  }

  private async check(): Promise<PartState> {
    const state = await this.recent.get();
    if (!state) return { status: 'down', detail: 'The backups cannot be looked up.' };
    return { status: state.isOverdue ? 'down' : 'up', detail: inWords(state) };
  }
}

function inWords({ newest, dueAt, isOverdue, reasons }: BackupState): string {
  if (reasons.length === 0) return 'No backup is recorded.';
  if (newest === null) return 'No backup has succeeded yet.';
  const last = `The newest backup is of ${newest.toISOString()}`;
  if (dueAt === null) return `${last}; no further one is scheduled.`;
  return isOverdue
    ? `${last}; the next one was due by ${dueAt.toISOString()}.`
    : `${last}; the next one is due by ${dueAt.toISOString()}.`;
}
