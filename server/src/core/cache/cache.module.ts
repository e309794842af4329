import { Global, Logger, Module } from '@nestjs/common';
import { CacheModule as NestCacheModule } from '@nestjs/cache-manager';
import KeyvRedis from '@keyv/redis';
import { Keyv } from 'keyv';
import { AppConfig } from '../config/config.js';
import { CacheHealth } from './cache-health.js';

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
      inject: [AppConfig],
      useFactory: ({ env }: AppConfig) => ({ stores: [createStore(env.REDIS_URL)] }),
    }),
  ],
  providers: [CacheHealth],
  exports: [CacheHealth],
})
export class CacheModule {}

/** The store behind the cache; errors of the connection are logged, never thrown into a request. */
export function createStore(redisUrl: string | undefined): Keyv {
  if (redisUrl === undefined) return new Keyv({ namespace: 'apm' });
  const logger = new Logger('Cache');
  const adapter = new KeyvRedis(
    {
      url: redisUrl,
      disableOfflineQueue: true, // a request must not wait for a Redis that is away
      socket: {
        connectTimeout: 2000,
        reconnectStrategy: (tries: number) => Math.min(tries * 200, 5000),
      },
    },
    { throwOnConnectError: false, throwOnErrors: false },
  );
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
  return store;
}
