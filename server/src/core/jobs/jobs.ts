import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { EventEmitter } from 'node:events';
import { Logger as WorkerLogger, run, type Runner, type TaskList } from 'graphile-worker';
import type { Pool, PoolClient } from 'pg';
import { AppConfig } from '../config/config.js';
import { Database } from '../db/database.js';
import { Processes } from '../processes/processes.js';

/** Everything that is done later or by another process. A slice adds its own by declaration merging. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- filled by the slices
export interface JobPayloads {}

export interface JobOptions {
  /** One job per key: adding it again replaces the one that waits. */
  key?: string;
  runAt?: Date;
  /** How often it is tried in all, with exponential back-off. Default 25. */
  attempts?: number;
  /** A smaller number goes first. Default 0. */
  priority?: number;
  /** Adding a job again leaves it its place in the queue. */
  keepsPlace?: boolean;
}

const RESTART_AFTER_MS = 1_000;

type Handler<Payload> = (payload: Payload) => Promise<void>;

/**
 * The one job engine of the platform, graphile-worker on PostgreSQL. A process with `ROLE=api` adds
 * jobs and takes none.
 */
@Injectable()
export class Jobs implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(Jobs.name);
  private readonly tasks: TaskList = {};
  private readonly cron: string[] = [];
  private runner: Runner | null = null;
  private stopped: Promise<void> | undefined;
  private retry: NodeJS.Timeout | undefined;

  constructor(
    private readonly config: AppConfig,
    private readonly db: Database,
    private readonly processes: Processes,
  ) {}

  /** Says who does a kind of job. Call it while modules are being set up. */
  handle<Task extends keyof JobPayloads>(task: Task, handler: Handler<JobPayloads[Task]>): void {
    this.tasks[task] = (payload: unknown) => handler(payload as JobPayloads[Task]);
  }

  /**
   * Has a kind of job done at the times of a cron line (UTC), once over all processes. What was missed
   * while none ran is caught up at the next start, for a day back.
   */
  schedule(cronLine: string, task: string, handler: () => Promise<void>): void {
    this.tasks[task] = () => handler();
    this.cron.push(`${cronLine} ${task} ?fill=1d`);
  }

  /** Adds a job; within a transaction, give its client: the job exists when that commits. */
  async add<Task extends keyof JobPayloads & string>(
    task: Task,
    payload: JobPayloads[Task],
    options: JobOptions = {},
    client: Pool | PoolClient = this.db.pool,
  ): Promise<void> {
    await client.query({
      name: 'jobs-add',
      text: `SELECT graphile_worker.add_job($1, $2::json, NULL, $3, $4, $5, $6, NULL, $7)`,
      values: [
        task,
        JSON.stringify(payload),
        options.runAt ?? null,
        options.attempts ?? null,
        options.key ?? null,
        options.priority ?? null,
        options.keepsPlace ? 'preserve_run_at' : 'replace',
      ],
    });
  }

  async onApplicationBootstrap(): Promise<void> {
    if (this.config.takesJobs) await this.start();
  }

  private async start(): Promise<void> {
    const { DATABASE_SESSION_URL, DATABASE_URL, RUN_CONCURRENCY } = this.config.env;
    const events = new EventEmitter() as EventEmitter &
      NonNullable<Parameters<typeof run>[0]['events']>;
    events.on('pool:create', ({ workerPool }: { workerPool: { id: string } }) => {
      void this.processes.setJobPool(workerPool.id);
    });
    // It gives up for good when the database goes away just as a job ends.
    events.on('pool:gracefulShutdown', () => this.startAgain());
    const runner = await run({
      connectionString: DATABASE_SESSION_URL ?? DATABASE_URL,
      maxPoolSize: 4,
      concurrency: RUN_CONCURRENCY,
      noHandleSignals: true,
      // Without batches, a job whose end cannot be written takes the whole process down.
      preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
      pollInterval: 1000,
      taskList: this.tasks,
      crontab: this.cron.join('\n'),
      events,
      logger: new WorkerLogger(() => (level, message, meta) => {
        if (level === 'error') this.logger.error({ err: meta?.error }, message);
        // Most jobs wait for a run, not for a connection: four are enough for all of them.
        else if (level === 'warning' && !message.includes('maxPoolSize')) this.logger.warn(message);
      }),
    });
    this.runner = runner;
    runner.promise.catch((error: unknown) =>
      this.logger.error({ err: error }, 'The job engine stopped'),
    );
    if (this.stopped) await runner.stop().catch(() => undefined);
  }

  /** True while this process takes jobs. */
  get isTaking(): boolean {
    return this.runner !== null && this.stopped === undefined;
  }

  private startAgain(): void {
    this.runner = null;
    if (this.stopped) return;
    clearTimeout(this.retry);
    this.retry = setTimeout(() => {
      this.start().catch((error: unknown) => {
        this.logger.error({ err: error }, 'The job engine cannot start');
        this.startAgain();
      });
    }, RESTART_AFTER_MS);
  }

  /** Takes no more jobs from now on; those that run go on. */
  stopTaking(): void {
    clearTimeout(this.retry);
    this.stopped ??= this.runner?.stop().catch(() => undefined) ?? Promise.resolve();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopTaking();
    await this.stopped;
  }
}
