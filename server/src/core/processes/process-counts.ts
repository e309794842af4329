import { Injectable } from '@nestjs/common';
import { Database } from '../db/database.js';
import { HealthParts, type PartState } from '../health/health-parts.js';
import { Metrics } from '../metrics/metrics.js';
import { Recent } from '../recent.js';
import { DEAD_AFTER_SECONDS } from './processes.js';

interface Alive {
  /** By role, also those of which there is none. */
  counts: Record<string, number>;
  /** Of the processes that take jobs, each commit once. */
  workerCommits: string[];
}

/** Which processes gave a sign of life, for metrics and health. */
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
        for (const [role, count] of Object.entries((await this.recent.get())?.counts ?? {})) {
          set({ role }, count);
        }
      },
    );
  }

  private async check(): Promise<PartState> {
    const alive = await this.recent.get();
    if (!alive) return { status: 'down', detail: 'The processes cannot be counted.' };
    const { all = 0, api = 0, worker = 0 } = alive.counts;
    const detail = `${all} all, ${api} api, ${worker} worker`;
    const commits = alive.workerCommits;
    if (all + worker > 0) return { detail, commits };
    return { status: 'down', detail: `${detail}: queued runs wait until one takes jobs.`, commits };
  }

  private async count(): Promise<Alive> {
    const { rows } = await this.db.query<{ role: string; count: number; commits: string[] }>(
      `SELECT role, count(*)::int AS count, array_agg(DISTINCT version) AS commits FROM processes
       WHERE seen_at > now() - make_interval(secs => $1) GROUP BY role`,
      [DEAD_AFTER_SECONDS],
      'process-counts',
    );
    const counts = Object.fromEntries(rows.map(({ role, count }) => [role, count]));
    const workers = rows.filter(({ role }) => role !== 'api');
    return {
      counts: { all: 0, api: 0, worker: 0, ...counts },
      workerCommits: [...new Set(workers.flatMap(({ commits }) => commits))].sort(),
    };
  }
}
