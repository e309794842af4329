import {
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { EventEmitter } from 'node:events';
import pg from 'pg';
import { AppConfig } from '../config/config.js';
import { Database } from '../db/database.js';
import { HealthParts } from '../health/health-parts.js';

const CHANNEL = 'apm_bus';

/** What processes tell each other. Payloads are small: an id, never data. */
export interface BusMessages {
  /** A run reached its end, or another state that a waiting caller cares about. */
  'run.changed': string;
  /** A run is to be stopped wherever it is carried out. */
  'run.cancelled': string;
  /** Copies of something that was changed are to be dropped. */
  'cache.dropped': string;
}

/**
 * Messages between the processes of one platform, over PostgreSQL's LISTEN/NOTIFY. A message may be
 * lost when the connection breaks: it only ever makes something happen sooner, never at all.
 */
@Injectable()
export class Bus implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(Bus.name);
  private readonly emitter = new EventEmitter().setMaxListeners(0);
  private client: pg.Client | null = null;
  private stopped = false;
  private retry: NodeJS.Timeout | undefined;

  constructor(
    private readonly config: AppConfig,
    private readonly db: Database,
    parts: HealthParts,
  ) {
    parts.add('bus', {
      required: false,
      check: () =>
        this.client
          ? {}
          : { status: 'down', detail: 'Changes reach other processes late: nobody listens.' },
    });
  }

  /** Calls `listener` for every message of a kind; the answer ends the subscription. */
  on<Kind extends keyof BusMessages>(
    kind: Kind,
    listener: (payload: BusMessages[Kind]) => void,
  ): () => void {
    this.emitter.on(kind, listener);
    return () => void this.emitter.off(kind, listener);
  }

  /** Tells every process, this one included. Within a transaction, give its client. */
  async publish<Kind extends keyof BusMessages>(
    kind: Kind,
    payload: BusMessages[Kind],
    client: Pick<pg.PoolClient, 'query'> = this.db.pool,
  ): Promise<void> {
    await client.query('SELECT pg_notify($1, $2)', [CHANNEL, JSON.stringify([kind, payload])]);
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.connect();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.retry);
    await this.client?.end().catch(() => undefined);
  }

  private async connect(): Promise<void> {
    const { DATABASE_SESSION_URL, DATABASE_URL } = this.config.env;
    const client = new pg.Client({
      connectionString: DATABASE_SESSION_URL ?? DATABASE_URL,
      application_name: 'aipoweredmakers bus',
      keepAlive: true,
      // A connection that is only half there would be listened to for two hours.
      keepAliveInitialDelayMillis: 10_000,
      connectionTimeoutMillis: 5_000,
    });
    client.on('error', () => this.reconnect(client));
    client.on('end', () => this.reconnect(client));
    client.on('notification', ({ payload }) => this.deliver(payload ?? ''));
    try {
      await client.connect();
      await client.query(`LISTEN ${CHANNEL}`);
      this.client = client;
      // What was said while nobody listened is unknown: drop every copy.
      this.emitter.emit('cache.dropped', '*');
    } catch (error) {
      this.logger.warn(
        `The bus cannot connect: ${error instanceof Error ? error.message : String(error)}`,
      );
      this.reconnect(client);
    }
  }

  private reconnect(client: pg.Client): void {
    if (this.stopped || (this.client !== null && this.client !== client)) return;
    this.client = null;
    clearTimeout(this.retry);
    this.retry = setTimeout(() => void this.connect(), 500);
  }

  private deliver(payload: string): void {
    const [kind, body] = JSON.parse(payload) as [keyof BusMessages, string];
    this.emitter.emit(kind, body);
  }
}
