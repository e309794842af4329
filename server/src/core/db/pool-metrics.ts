import { Injectable } from '@nestjs/common';
import type { Pool, PoolClient } from 'pg';
import { Metrics } from '../metrics/metrics.js';
import { isConnectionLoss, isQueryTimeout } from './connection-loss.js';
import { Database } from './database.js';

type Callback = (error: Error | undefined | null, ...rest: unknown[]) => void;

/**
 * Watches the connection pool from below, so that TypeORM's statements count like ours. The job
 * engine, the heartbeat and the bus have connections of their own, which are not counted here.
 */
@Injectable()
export class PoolMetrics {
  private readonly waitSeconds;
  private readonly querySeconds;
  private readonly errors;
  private readonly watched = new WeakSet<PoolClient>();

  constructor(database: Database, metrics: Metrics) {
    const { pool } = database;
    metrics.gauges(
      'apm_database_pool_connections',
      'Connections of the pool: idle, or used by somebody',
      ['state'],
      (set) => {
        set({ state: 'idle' }, pool.idleCount);
        set({ state: 'used' }, pool.totalCount - pool.idleCount);
      },
    );
    metrics.gauge(
      'apm_database_pool_size',
      'Most connections that the pool may open (DATABASE_POOL_SIZE)',
      () => pool.options.max,
    );
    metrics.gauge(
      'apm_database_pool_waiting',
      'Callers that wait for a connection',
      () => pool.waitingCount,
    );
    this.waitSeconds = metrics.histogram(
      'apm_database_pool_wait_seconds',
      'Time until a caller got a connection',
      [],
      [0.0005, 0.002, 0.01, 0.05, 0.1, 0.5, 1, 5],
    );
    this.querySeconds = metrics.histogram(
      'apm_database_query_duration_seconds',
      'Time of a statement, from sending it to its last row',
      [],
      [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 5, 30],
    );
    this.errors = metrics.counter(
      'apm_database_errors_total',
      'Statements and connections that failed; constraints that did their work are left out',
      ['reason'],
    );
    this.watchPool(pool);
  }

  private watchPool(pool: Pool): void {
    const connect = pool.connect.bind(pool) as (callback: Callback) => void;
    const timed = (callback: Callback): void => {
      const started = performance.now();
      connect((error, ...rest) => {
        this.waitSeconds.observe((performance.now() - started) / 1000);
        if (error) this.count(error);
        callback(error, ...rest);
      });
    };
    pool.connect = ((callback?: Callback) => {
      if (callback) return timed(callback);
      return new Promise<PoolClient>((resolve, reject) =>
        timed((error, client) => (error ? reject(error) : resolve(client as PoolClient))),
      );
    }) as Pool['connect'];
    pool.on('acquire', (client) => {
      if (this.watched.has(client)) return;
      this.watched.add(client);
      this.watchClient(client);
    });
  }

  private watchClient(client: PoolClient): void {
    // A connection that breaks while somebody uses it fails its statement; nobody else need hear it.
    client.on('error', () => undefined);
    const query = client.query.bind(client) as (...args: unknown[]) => unknown;
    const settle = (started: number, error: unknown): void => {
      this.querySeconds.observe((performance.now() - started) / 1000);
      if (!error) return;
      this.count(error);
      // Whatever else was asked on this connection, such as a ROLLBACK, would wait as long again.
      if (isQueryTimeout(error)) destroy(client);
    };
    client.query = ((...args: unknown[]) => {
      const started = performance.now();
      const callback = args.at(-1);
      if (typeof callback === 'function') {
        args[args.length - 1] = (error: unknown, result: unknown) => {
          settle(started, error);
          (callback as (error: unknown, result: unknown) => void)(error, result);
        };
        return query(...args);
      }
      const result = query(...args);
      if (!(result instanceof Promise)) return result;
      return result.then(
        (value: unknown) => {
          settle(started, null);
          return value;
        },
        (error: unknown) => {
          settle(started, error);
          throw error;
        },
      );
    }) as PoolClient['query'];
  }

  private count(error: unknown): void {
    const reason = reasonOf(error);
    if (reason) this.errors.inc({ reason });
  }
}

/** `null` for what is the normal course of things: SQLSTATE class 23 is a constraint that decided a race. */
function reasonOf(error: unknown): 'connection' | 'timeout' | 'conflict' | 'other' | null {
  const code = (error as { code?: unknown }).code;
  const state = typeof code === 'string' ? code : '';
  if (isQueryTimeout(error) || state === '57014') return 'timeout';
  if (isConnectionLoss(error)) return 'connection';
  if (state === '40001' || state === '40P01') return 'conflict';
  return state.startsWith('23') ? null : 'other';
}

function destroy(client: PoolClient): void {
  (
    client as unknown as { connection: { stream: { destroy(): void } } }
  ).connection.stream.destroy();
}
