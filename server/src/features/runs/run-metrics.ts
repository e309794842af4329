import { Injectable } from '@nestjs/common';
import { Database } from '../../core/db/database.js';
import { Metrics } from '../../core/metrics/metrics.js';
import { Recent } from '../../core/recent.js';
import type { RunEvent, RunOutcome } from '../../engine/types.js';

/** Codes of runs that fail by nobody's fault but ours: the alert ApmRunsBroken watches them. */
const FAULTS_OF_OURS = ['internal-error', 'run-poisoned', 'version-unusable'] as const;
export type FaultOfOurs = (typeof FAULTS_OF_OURS)[number];

interface Backlog {
  queued: number;
  oldestSeconds: number;
}

/** What runs and their steps did, counted as they do it; the backlog is read when somebody asks. */
@Injectable()
export class RunMetrics {
  private readonly started;
  private readonly ended;
  private readonly failures;
  private readonly seconds;
  private readonly waitSeconds;
  private readonly takeovers;
  private readonly stepSeconds;
  private readonly stepRetries;
  private readonly backlog;

  constructor(
    private readonly db: Database,
    private readonly metrics: Metrics,
  ) {
    this.started = metrics.counter('apm_runs_started_total', 'Runs that were accepted', [
      'trigger',
    ]);
    this.ended = metrics.counter('apm_runs_total', 'Runs that this process ended', ['status']);
    this.failures = metrics.counter('apm_run_failures_total', 'Runs that failed, by error code', [
      'code',
    ]);
    // There from the start: a series that begins at 1 has not increased, as Prometheus sees it.
    for (const code of FAULTS_OF_OURS) this.failures.inc({ code }, 0);
    this.seconds = metrics.histogram(
      'apm_run_duration_seconds',
      'Time from taking up a run to its end',
      ['status'],
      [0.005, 0.02, 0.1, 0.5, 1, 5, 20, 60, 300, 1800],
    );
    this.waitSeconds = metrics.histogram(
      'apm_run_queue_wait_seconds',
      'Time that a run spent in the queue before a process took it up',
      [],
      [0.05, 0.25, 1, 5, 15, 60, 300, 1800],
    );
    this.takeovers = metrics.counter(
      'apm_run_takeovers_total',
      'Runs that were taken up after another process had begun them: it died, stopped or lost them',
      [],
    );
    this.stepSeconds = metrics.histogram(
      'apm_step_duration_seconds',
      'Time of a step from its condition to its end, attempts and pauses included',
      ['kind', 'status'],
      [0.001, 0.005, 0.025, 0.1, 0.5, 1, 5, 20, 60, 300],
    );
    this.stepRetries = metrics.counter(
      'apm_step_retries_total',
      'Attempts of a step that failed and were followed by another, by error code',
      ['code'],
    );
    this.backlog = new Recent(() => this.countQueued(), { maxAgeMs: 5_000, limitMs: 2_000 });
    metrics.gauge(
      'apm_runs_queued',
      'Runs of all processes that nobody carries out yet; NaN while the database is away',
      async () => (await this.backlog.get())?.queued ?? Number.NaN,
    );
    metrics.gauge(
      'apm_runs_queued_oldest_seconds',
      'Age of the oldest queued run; NaN while the database is away',
      async () => (await this.backlog.get())?.oldestSeconds ?? Number.NaN,
    );
  }

  /** Shows how many runs this process carries out, and how many it may. */
  watchActive(active: () => number, limit: number): void {
    this.metrics.gauge('apm_runs_active', 'Runs that this process carries out', active);
    this.metrics.gauge(
      'apm_runs_active_limit',
      'Most runs that this process carries out at the same time (RUN_CONCURRENCY)',
      () => limit,
    );
  }

  runAccepted(trigger: string): void {
    this.started.inc({ trigger });
  }

  /** A run of the queue was taken up here: for the first time, or after somebody had begun it. */
  runClaimed(createdAt: Date, fence: number): void {
    if (fence > 1) this.takeovers.inc();
    else this.waitSeconds.observe(Math.max(Date.now() - createdAt.getTime(), 0) / 1000);
  }

  runEnded(outcome: RunOutcome, milliseconds: number): void {
    this.ended.inc({ status: outcome.status });
    if (outcome.status === 'failed') this.failures.inc({ code: outcome.error.code });
    this.seconds.observe({ status: outcome.status }, milliseconds / 1000);
  }

  event(event: RunEvent): void {
    if (event.type === 'step.finished') {
      const { kind, status, startedAt, finishedAt } = event.step;
      this.stepSeconds.observe(
        { kind, status },
        (finishedAt.getTime() - startedAt.getTime()) / 1e3,
      );
    } else if (event.type === 'step.retrying') {
      this.stepRetries.inc({ code: event.error.code });
    }
  }

  private async countQueued(): Promise<Backlog> {
    const { rows } = await this.db.query<Backlog>(
      `SELECT count(*)::int AS queued,
         coalesce(extract(epoch FROM now() - min(created_at)), 0)::float8 AS "oldestSeconds"
       FROM runs WHERE status = 'queued'`,
      [],
      'runs-queued',
    );
    return rows[0] as Backlog;
  }
}
