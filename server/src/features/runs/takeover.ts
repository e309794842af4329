import {
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { Database } from '../../core/db/database.js';
import { Jobs } from '../../core/jobs/jobs.js';
import { DEAD_AFTER_SECONDS, Processes } from '../../core/processes/processes.js';
import { BEGUN_PRIORITY, RunExecutor } from './run-executor.js';
import { ensureRunPartitions, isHeldUp } from './run-partitions.js';

const SWEEP_MS = 2_000;
/** Every so many sweeps the slower look at everything else that may be overdue. */
const SAFETY_EVERY = 15;

/**
 * Finds runs that nobody carries out any more and gets them going again. It looks at states, not at
 * events: repeating a sweep, or two at once in two processes, does no harm.
 */
@Injectable()
export class Takeover implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(Takeover.name);
  private timer: NodeJS.Timeout | undefined;
  private sweeping: Promise<void> | null = null;
  private count = 0;

  constructor(
    private readonly db: Database,
    private readonly jobs: Jobs,
    private readonly processes: Processes,
    private readonly executor: RunExecutor,
  ) {
    // 02:17 each night: the partitions of the coming months, and what has served its time.
    this.jobs.schedule('17 2 * * *', 'runs-housekeeping', () => this.housekeeping());
  }

  async onApplicationBootstrap(): Promise<void> {
    await ensureRunPartitions(this.db).catch((error: unknown) => {
      if (!isHeldUp(error)) throw error;
      // Two months are there ahead: a long dump is no reason not to serve.
      this.logger.warn('The partitions of a coming month wait for the night: runs are being read');
    });
    this.timer = setInterval(() => {
      // One at a time: sweeps that pile up would keep a slow database slow.
      this.sweeping ??= this.sweep()
        .catch((error: unknown) => {
          this.logger.warn(
            `A sweep failed: ${error instanceof Error ? error.message : String(error)}`,
          );
        })
        .finally(() => (this.sweeping = null));
    }, SWEEP_MS);
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.sweeping;
  }

  /** One look at everything. */
  async sweep(): Promise<void> {
    await this.unlockJobsOfDeadProcesses();
    await this.requeueOrphans();
    await this.compareWithDatabase();
    this.count += 1;
    if (this.count % SAFETY_EVERY === 0) await this.safetySweep();
  }

  /** graphile-worker would keep the jobs of a process that was killed locked for four hours. */
  private async unlockJobsOfDeadProcesses(): Promise<void> {
    const { rows } = await this.db.query<{ pool: string }>(
      `SELECT DISTINCT j.locked_by AS pool FROM graphile_worker.jobs j
       WHERE j.locked_at < now() - make_interval(secs => $1) AND NOT EXISTS (
         SELECT 1 FROM processes p
         WHERE p.job_pool = j.locked_by AND p.seen_at > now() - make_interval(secs => $1))`,
      [DEAD_AFTER_SECONDS],
      'sweep-dead',
    );
    if (rows.length > 0) {
      const pools = rows.map((row) => row.pool);
      await this.db.query('SELECT graphile_worker.force_unlock_workers($1::text[])', [pools]);
      this.logger.warn(`Unlocked the jobs of ${pools.length} dead process(es)`);
    }
    await this.db.query(`DELETE FROM processes WHERE seen_at < now() - interval '1 hour'`);
  }

  /** Running runs whose process gives no sign of life. */
  private async requeueOrphans(): Promise<void> {
    const { rows } = await this.db.query<{ id: string }>(
      `SELECT r.id FROM runs r WHERE r.status = 'running' AND NOT EXISTS (
         SELECT 1 FROM processes p WHERE p.id = r.owner AND p.seen_at > now() - make_interval(secs => $1))
       ORDER BY r.id LIMIT 500`,
      [DEAD_AFTER_SECONDS],
      'sweep-orphans',
    );
    for (const { id } of rows) {
      const options = { key: `run:${id}`, priority: BEGUN_PRIORITY, keepsPlace: true };
      await this.jobs.add('run', { runId: id }, options);
    }
    if (rows.length > 0) this.logger.warn(`Took over ${rows.length} run(s) of a dead process`);
  }

  /**
   * Gives back runs that the database calls ours although nothing here carries them out, and stops
   * those that are carried out here although they are somebody else's by now, or cancelled: the
   * message that said so may have been lost.
   */
  private async compareWithDatabase(): Promise<void> {
    const before = this.executor.activeRuns().map((run) => ({ run, hold: run.currentHold }));
    const { rows } = await this.db.query<{ id: string; fence: number; isOld: boolean }>(
      `SELECT id, fence, coalesce(started_at, created_at) < now() - interval '30 seconds' AS "isOld"
       FROM runs WHERE status = 'running' AND owner = $1`,
      [this.processes.id],
    );
    const ours = new Map(rows.map(({ id, fence }) => [id, fence]));
    for (const { run, hold } of before) {
      if (hold && ours.get(hold.runId) !== hold.fence) run.stop('lost');
    }
    for (const { id, fence, isOld } of rows) {
      // Asked after the query: it may have been claimed meanwhile.
      if (isOld && !this.executor.isHere(id)) {
        await this.executor.handBack({ runId: id, fence }, true);
      }
    }
  }

  /** Queued runs whose job is gone, and unfinished runs over their deadline. */
  private async safetySweep(): Promise<void> {
    const { rows } = await this.db.query<{ id: string }>(
      `SELECT r.id FROM runs r WHERE r.status = 'queued' AND r.created_at < now() - interval '30 seconds'
         AND NOT EXISTS (SELECT 1 FROM graphile_worker.jobs j WHERE j.key = 'run:' || r.id)
       ORDER BY r.id LIMIT 500`,
    );
    for (const { id } of rows) await this.jobs.add('run', { runId: id }, { key: `run:${id}` });
    const overdue = await this.db.query(
      `UPDATE runs SET status = 'failed', fence = fence + 1, owner = NULL, finished_at = now(),
         error = '{"code":"run-timeout","message":"The run took longer than a run may take."}'
       WHERE status IN ('queued', 'running', 'waiting') AND deadline_at < now() - interval '1 minute'`,
    );
    if (rows.length > 0 || overdue.rowCount) {
      this.logger.warn(
        `Safety sweep: ${rows.length} run(s) got a job, ${overdue.rowCount} were overdue`,
      );
    }
  }

  /** The work of each night. It fails while the partitions cannot be made: the job is tried again. */
  async housekeeping(): Promise<void> {
    await this.db.query(
      `DELETE FROM idempotency_keys WHERE created_at < now() - interval '7 days'`,
    );
    await ensureRunPartitions(this.db);
  }
}
