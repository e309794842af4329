import {
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { createClient } from '@keyv/redis';
import { randomUUID } from 'node:crypto';
import { redisOptions } from '../cache/cache.module.js';
import { AppConfig } from '../config/config.js';
import { RateLimiter, WINDOW_MS } from './rate-limiter.js';

const EXCHANGE_MS = 250;
/** An exchange that takes longer is one without Redis, also while nothing fails. */
const SILENCE_MS = 2_000;

/**
 * Makes one limit of the counts of all processes, where there is a Redis: several times a second each
 * writes how much it let through in the window, and reads what the others did. It writes its whole
 * count, not what came to it: told twice, when an answer was lost, it is still the same. So a limit is met late by what
 * arrives within one exchange, and no request waits. While Redis is away, each process counts for itself
 * on top of what it last learned.
 */
@Injectable()
export class SharedCounts implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(SharedCounts.name);
  /** Names the counts of this process; after a new start they are another's. */
  private readonly id = randomUUID();
  private readonly redis;
  private timer: NodeJS.Timeout | undefined;
  private exchanging: Promise<void> | null = null;
  private away = false;

  constructor(
    { env }: AppConfig,
    private readonly limiter: RateLimiter,
  ) {
    const isOff = env.REDIS_URL === undefined || env.RATE_LIMIT_PER_MINUTE === 0;
    this.redis = isOff ? null : createClient(redisOptions(env.REDIS_URL as string));
    // Told by the exchange that fails; without a listener it would end the process.
    this.redis?.on('error', () => undefined);
  }

  onApplicationBootstrap(): void {
    if (!this.redis) return;
    // It tries for ever; the start does not wait for a Redis.
    this.redis.connect().catch(() => undefined);
    this.timer = setInterval(() => void this.exchange(), EXCHANGE_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
    this.redis?.destroy();
  }

  /**
   * Tells the others what was let through here, and learns what they let through. Never rejects; one at
   * a time, or an older count could come after a newer one.
   */
  exchange(): Promise<void> {
    this.exchanging ??= this.tellAndLearn().finally(() => (this.exchanging = null));
    return this.exchanging;
  }

  private async tellAndLearn(): Promise<void> {
    const { redis } = this;
    const { window, counts } = this.limiter.untold();
    if (!redis || counts.length === 0) return;
    const silence = setTimeout(() => this.note(true), SILENCE_MS);
    const told = await Promise.allSettled(
      counts.map(async ([subject, here]) => {
        const key = `apm:rate:${window}:${subject}`;
        // Sent together; the key outlives its window by one, for clocks that differ.
        const [, , all] = await Promise.all([
          redis.hSet(key, this.id, here),
          redis.expire(key, (2 * WINDOW_MS) / 1000),
          redis.hVals(key),
        ]);
        const sum = all.reduce((total, one) => total + Number(one), 0);
        this.limiter.learn(window, subject, sum - here);
      }),
    );
    clearTimeout(silence);
    told.forEach(({ status }, index) => {
      if (status === 'rejected') this.limiter.keep(window, counts[index]![0]);
    });
    this.note(told.some(({ status }) => status === 'rejected'));
  }

  private note(away: boolean): void {
    if (away && !this.away)
      this.logger.warn('Redis is away: each process counts requests for itself.');
    if (!away && this.away) this.logger.log('Redis is back: requests are counted together again.');
    this.away = away;
  }
}
