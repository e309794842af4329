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
}

type Handler<Payload> = (payload: Payload) => Promise<void>;

/** The one job engine of the platform, graphile-worker on PostgreSQL. */
@Injectable()
export class Jobs implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(Jobs.name);
  private readonly tasks: TaskList = {};
  private readonly cron: string[] = [];
  private runner: Runner | null = null;
  private stopped: Promise<void> | undefined;

  constructor(
    private readonly config: AppConfig,
    private readonly db: Database,
    private readonly processes: Processes,
  ) {}

  /** Says who does a kind of job. Call it while modules are being set up. */
  handle<Task extends keyof JobPayloads>(task: Task, handler: Handler<JobPayloads[Task]>): void {
    this.tasks[task] = (payload: unknown) => handler(payload as JobPayloads[Task]);
  }

  /** Has a kind of job done at the times of a cron line (UTC), once over all processes. */
  schedule(cronLine: string, task: string, handler: () => Promise<void>): void {
    this.tasks[task] = () => handler();
    this.cron.push(`${cronLine} ${task}`);
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
      text: `SELECT graphile_worker.add_job($1, $2::json, NULL, $3, $4, $5, $6)`,
      values: [
        task,
        JSON.stringify(payload),
        options.runAt ?? null,
        options.attempts ?? null,
        options.key ?? null,
        options.priority ?? null,
      ],
    });
  }

  async onApplicationBootstrap(): Promise<void> {
    const { DATABASE_SESSION_URL, DATABASE_URL, RUN_CONCURRENCY } = this.config.env;
    const events = new EventEmitter() as EventEmitter &
      NonNullable<Parameters<typeof run>[0]['events']>;
    events.on('pool:create', ({ workerPool }: { workerPool: { id: string } }) => {
      void this.processes.setJobPool(workerPool.id);
    });
    this.runner = await run({
      connectionString: DATABASE_SESSION_URL ?? DATABASE_URL,
      maxPoolSize: 4,
      concurrency: RUN_CONCURRENCY,
      noHandleSignals: true,
      pollInterval: 1000,
      taskList: this.tasks,
      crontab: this.cron.join('\n'),
      events,
      logger: new WorkerLogger(() => (level, message) => {
        if (level === 'error') this.logger.error(message);
        else if (level === 'warning') this.logger.warn(message);
      }),
    });
    this.runner.promise.catch((error: unknown) =>
      this.logger.error({ err: error }, 'The job engine stopped'),
    );
  }

  /** Takes no more jobs from now on; those that run go on. */
  stopTaking(): void {
    this.stopped ??= this.runner?.stop().catch(() => undefined);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopTaking();
    await this.stopped;
  }
}
