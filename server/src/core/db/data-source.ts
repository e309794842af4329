import { fileURLToPath } from 'node:url';
import type { DataSourceOptions } from 'typeorm';
import type { Environment } from '../config/config.js';
import { SnakeNaming } from './naming.js';
import { UnpreparedClient } from './pooler.js';

/** Folder of the migrations, at the root of the repository (and of the image). */
export const MIGRATIONS_DIR = fileURLToPath(new URL('../../../../migrations/', import.meta.url));

/** What is slow is ended by the server; this much later, what a server that is gone would hold. */
const GONE_AFTER_MS = 5_000;

/** How this process talks to PostgreSQL. The schema changes by migrations only. */
export function dataSourceOptions(
  env: Pick<Environment, 'DATABASE_URL' | 'DATABASE_POOL_SIZE'> &
    Partial<Pick<Environment, 'DATABASE_TIMEOUT_SECONDS' | 'DATABASE_SESSION_URL'>>,
): DataSourceOptions {
  const timeoutMs = (env.DATABASE_TIMEOUT_SECONDS ?? 30) * 1000;
  return {
    type: 'postgres',
    url: env.DATABASE_URL,
    poolSize: env.DATABASE_POOL_SIZE,
    namingStrategy: new SnakeNaming(),
    synchronize: false,
    migrationsTableName: 'migrations',
    migrationsTransactionMode: 'each',
    // A filter that is dropped because its value is missing would be a leak between tenants.
    invalidWhereValuesBehavior: { null: 'throw', undefined: 'throw' },
    applicationName: 'aipoweredmakers',
    connectTimeoutMS: 5000,
    extra: {
      idleTimeoutMillis: 60_000,
      ...(env.DATABASE_SESSION_URL === undefined
        ? { statement_timeout: timeoutMs }
        : // Through a pooler, which has settings of its own and refuses those of a connection.
          { Client: UnpreparedClient }),
      query_timeout: timeoutMs + GONE_AFTER_MS,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
    },
  };
}
