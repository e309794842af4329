import { Injectable } from '@nestjs/common';
import { AppConfig } from '../config/config.js';
import { Database } from '../db/database.js';
import { HealthParts, type PartState } from '../health/health-parts.js';
import { Metrics } from '../metrics/metrics.js';
import { Recent } from '../recent.js';
import { Jobs } from './jobs.js';

/** A job that could have been taken this long ago: there are too few workers, or none takes it. */
const LATE_SECONDS = 300;

/** The jobs of all processes, as the database knows them. */
export interface QueueCounts {
  /** Could be taken now. */
  waiting: number;
  /** For a later moment: by the clock, or to be tried again. */
  scheduled: number;
  /** Taken by a process. */
  locked: number;
  /** Tried as often as they may be; kept until somebody looks. */
  failed: number;
  /** How long the oldest waiting job could have been taken. */
  oldestSeconds: number;
}

/** Looks at the queue for metrics and health: at most every 5 s, and never longer than 2 s. */
@Injectable()
export class QueueState {
  private readonly recent;

  constructor(
    private readonly db: Database,
    private readonly jobs: Jobs,
    private readonly config: AppConfig,
    metrics: Metrics,
    parts: HealthParts,
  ) {
    parts.add('queue', { required: false, check: () => this.check() });
    this.recent = new Recent(() => this.count(), { maxAgeMs: 5_000, limitMs: 2_000 });
    metrics.gauges(
      'apm_queue_jobs',
      'Jobs of all processes by state; the same from each process',
      ['state'],
      async (set) => {
        const counts = await this.recent.get();
        if (!counts) return;
        for (const state of ['waiting', 'scheduled', 'locked', 'failed'] as const) {
          set({ state }, counts[state]);
        }
      },
    );
    metrics.gauge(
      'apm_queue_oldest_job_seconds',
      'How long the oldest waiting job could have been taken; NaN while the database is away',
      async () => (await this.recent.get())?.oldestSeconds ?? Number.NaN,
    );
  }

  private async check(): Promise<PartState> {
    if (this.config.takesJobs && !this.jobs.isTaking) {
      return { status: 'down', detail: 'The job engine of this process is not running.' };
    }
    const counts = await this.recent.get();
    if (!counts) return { status: 'down', detail: 'The queue cannot be read.' };
    const seconds = Math.round(counts.oldestSeconds);
    return {
      status: seconds > LATE_SECONDS ? 'down' : 'up',
      detail: `${counts.waiting} waiting, the oldest for ${seconds} s`,
    };
  }

  private async count(): Promise<QueueCounts> {
    const { rows } = await this.db.query<QueueCounts>(
      `SELECT count(*) FILTER (WHERE ready)::int AS waiting,
         count(*) FILTER (WHERE locked_at IS NULL AND attempts < max_attempts AND run_at > now())::int AS scheduled,
         count(*) FILTER (WHERE locked_at IS NOT NULL)::int AS locked,
         count(*) FILTER (WHERE locked_at IS NULL AND attempts >= max_attempts)::int AS failed,
         coalesce(extract(epoch FROM now() - min(run_at) FILTER (WHERE ready)), 0)::float8 AS "oldestSeconds"
       FROM (SELECT *, locked_at IS NULL AND attempts < max_attempts AND run_at <= now() AS ready
             FROM graphile_worker.jobs) AS jobs`,
      [],
      'queue-state',
    );
    return rows[0] as QueueCounts;
  }
}
