import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import pg from 'pg';
import { AppConfig } from '../config/config.js';
import { newId } from '../ids.js';

const BEAT_MS = 3_000;
/** A process that was not seen for this long is dead, by the clock of PostgreSQL. */
export const DEAD_AFTER_SECONDS = 12;
/** A process that could not beat for this long gives up what it carries out: others may take it. */
const LOST_AFTER_MS = 9_000;

/**
 * This process among its peers. It says every 3 s that it lives, on a connection of its own: a work
 * pool that is full must not look like death.
 */
@Injectable()
export class Processes implements OnModuleInit, OnApplicationShutdown {
  /** Fresh at each start, so that a restarted process is never taken for its predecessor. */
  readonly id = newId();
  private readonly logger = new Logger(Processes.name);
  private readonly lostListeners = new Set<() => void>();
  private client: pg.Client | null = null;
  private timer: NodeJS.Timeout | undefined;
  private lastBeat = Date.now();
  private beating = false;
  private stopped = false;
  private jobPool: string | null = null;
  /** Whether some process takes jobs. Without one, queued runs wait. */
  private hasWorkers = true;

  constructor(private readonly config: AppConfig) {}

  async onModuleInit(): Promise<void> {
    await this.beat();
    this.timer = setInterval(() => void this.beat(), BEAT_MS);
  }

  /** Runs last, after everything was handed back: the row is what keeps others from taking over. */
  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    const client = this.client;
    this.client = null;
    await client?.query('DELETE FROM processes WHERE id = $1', [this.id]).catch(() => undefined);
    await client?.end().catch(() => undefined);
  }

  /** Calls `listener` when this process must assume that others think it dead. */
  onLost(listener: () => void): void {
    this.lostListeners.add(listener);
  }

  /** Names the pool of graphile-worker whose jobs are this process's. */
  async setJobPool(pool: string): Promise<void> {
    this.jobPool = pool;
    await this.beat();
  }

  private async beat(): Promise<void> {
    // Before anything else: after a pause, what is carried out here must not go a step further.
    this.tellWhenLost();
    if (this.stopped || this.beating) return;
    this.beating = true;
    try {
      this.client ??= await this.connect();
      const { ROLE, COMMIT } = this.config.env;
      const { rows } = await this.client.query<{ workers: boolean }>(
        `INSERT INTO processes (id, role, version, job_pool) VALUES ($1, $2, $3, $4)
         ON CONFLICT (id) DO UPDATE SET seen_at = now(), job_pool = excluded.job_pool
         RETURNING EXISTS (SELECT 1 FROM processes p WHERE p.role <> 'api'
           AND p.seen_at > now() - make_interval(secs => $5)) AS workers`,
        [this.id, ROLE, COMMIT, this.jobPool, DEAD_AFTER_SECONDS],
      );
      this.lastBeat = Date.now();
      this.noteWorkers(this.config.takesJobs || rows[0]?.workers === true);
    } catch (error) {
      this.logger.warn(`No heartbeat: ${error instanceof Error ? error.message : String(error)}`);
      void this.client?.end().catch(() => undefined);
      this.client = null;
    } finally {
      this.beating = false;
    }
    this.tellWhenLost();
  }

  private noteWorkers(seen: boolean): void {
    if (seen === this.hasWorkers) return;
    this.hasWorkers = seen;
    if (seen) this.logger.log('A worker is alive again.');
    else
      this.logger.warn('No worker is alive: queued runs wait until one with ROLE=worker starts.');
  }

  private tellWhenLost(): void {
    if (Date.now() - this.lastBeat > LOST_AFTER_MS)
      for (const listener of this.lostListeners) listener();
  }

  private async connect(): Promise<pg.Client> {
    const { DATABASE_SESSION_URL, DATABASE_URL } = this.config.env;
    const client = new pg.Client({
      connectionString: DATABASE_SESSION_URL ?? DATABASE_URL,
      application_name: 'aipoweredmakers heartbeat',
      connectionTimeoutMillis: BEAT_MS,
      query_timeout: BEAT_MS,
    });
    client.on('error', () => {
      if (this.client === client) this.client = null;
    });
    await client.connect();
    return client;
  }
}
