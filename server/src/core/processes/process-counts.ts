import { Injectable } from '@nestjs/common';
import { Database } from '../db/database.js';
import { HealthParts, type PartState } from '../health/health-parts.js';
import { Metrics } from '../metrics/metrics.js';
import { Recent } from '../recent.js';
import { DEAD_AFTER_SECONDS } from './processes.js';

/** How many processes of each role gave a sign of life, for metrics and health. */
@Injectable()
export class ProcessCounts {
  private readonly recent;

  constructor(
    private readonly db: Database,
    metrics: Metrics,
    parts: HealthParts,
  ) {
    parts.add('workers', { required: false, check: () => this.check() });
    this.recent = new Recent(() => this.count(), { maxAgeMs: 2_000, limitMs: 2_000 });
    metrics.gauges(
      'apm_processes_alive',
      'Processes whose heartbeat is fresh, by role; the same from each process',
      ['role'],
      async (set) => {
        for (const [role, count] of Object.entries((await this.recent.get()) ?? {})) {
          set({ role }, count);
        }
      },
    );
  }

  private async check(): Promise<PartState> {
    const counts = await this.recent.get();
    if (!counts) return { status: 'down', detail: 'The processes cannot be counted.' };
    const { all = 0, api = 0, worker = 0 } = counts;
    const detail = `${all} all, ${api} api, ${worker} worker`;
    if (all + worker > 0) return { detail };
    return { status: 'down', detail: `${detail}: queued runs wait until one takes jobs.` };
  }

  private async count(): Promise<Record<string, number>> {
    const { rows } = await this.db.query<{ role: string; count: number }>(
      `SELECT role, count(*)::int AS count FROM processes
       WHERE seen_at > now() - make_interval(secs => $1) GROUP BY role`,
      [DEAD_AFTER_SECONDS],
      'process-counts',
    );
    return {
      all: 0,
      api: 0,
      worker: 0,
      ...Object.fromEntries(rows.map(({ role, count }) => [role, count])),
    };
  }
}
