import { Global, Logger, Module } from '@nestjs/common';
import { CacheModule as NestCacheModule } from '@nestjs/cache-manager';
import KeyvRedis, { type RedisClientOptions } from '@keyv/redis';
import { Keyv } from 'keyv';
import { AppConfig } from '../config/config.js';
import { Metrics } from '../metrics/metrics.js';
import { CacheHealth } from './cache-health.js';
import { LocalCacheMetrics } from './local-cache-metrics.js';
import { measureStore } from './measured-store.js';

/**
 * One cache for all slices: Redis when REDIS_URL is set, the memory of this process otherwise. It
 * only ever holds copies: when Redis is gone, reads miss and writes are dropped, and
 * `/health/ready` says "degraded".
 */
@Global()
@Module({
  imports: [
    NestCacheModule.registerAsync({
      isGlobal: true,
      inject: [AppConfig, Metrics],
      useFactory: ({ env }: AppConfig, metrics: Metrics) => ({
        stores: [createStore(env.REDIS_URL, metrics)],
      }),
    }),
  ],
  providers: [CacheHealth, LocalCacheMetrics],
  exports: [CacheHealth, LocalCacheMetrics],
})
export class CacheModule {}

/** How this process talks to Redis. */
export const redisOptions = (url: string): RedisClientOptions => ({
  url,
  disableOfflineQueue: true, // a request must not wait for a Redis that is away
  socket: {
    connectTimeout: 2000,
    reconnectStrategy: (tries: number) => Math.min(tries * 200, 5000),
  },
});

/** The store behind the cache; errors of the connection are logged, never thrown into a request. */
export function createStore(redisUrl: string | undefined, metrics: Metrics): Keyv {
  if (redisUrl === undefined) {
    return measureStore(new Keyv({ namespace: 'apm' }), metrics, 'memory');
  }
  const logger = new Logger('Cache');
  const adapter = new KeyvRedis(redisOptions(redisUrl), {
    throwOnConnectError: false,
    throwOnErrors: false,
  });
  const store = new Keyv({ store: adapter, namespace: 'apm', useKeyPrefix: false });
  let reported = false;
  store.on('error', (error: Error) => {
    if (!reported) logger.warn(`Redis is away, going on without it: ${error.message}`);
    reported = true;
  });
  adapter.client.on('ready', () => {
    if (reported) logger.log('Redis is back.');
    reported = false;
  });
  return measureStore(store, metrics, 'redis');
}
