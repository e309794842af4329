import { Injectable } from '@nestjs/common';
import { AppConfig } from '../config/config.js';
import { DomainError } from '../errors/domain-error.js';

export class TooManyRequests extends DomainError {
  readonly kind = 'rate_limited';
  readonly code = 'too-many-requests';
  constructor(limit: number, retryAfterSeconds: number) {
    super(
      `More than ${limit} requests in a minute. Wait ${retryAfterSeconds} s, then try again; an admin can raise RATE_LIMIT_PER_MINUTE.`,
      { retryAfterSeconds },
    );
  }
}

const WINDOW_MS = 60_000;

/**
 * Requests a minute of one account or API key, counted in windows of a minute, by each process for
 * itself: a counter that is shared would cost every request a trip over the network.
 */
@Injectable()
export class RateLimiter {
  private counts = new Map<string, number>();
  private windowEnds = 0;
  private readonly limit: number;

  constructor(config: AppConfig) {
    this.limit = config.env.RATE_LIMIT_PER_MINUTE;
  }

  /** @throws TooManyRequests with the time until the next window */
  count(subject: string, now: number = Date.now()): void {
    if (this.limit === 0) return;
    if (now >= this.windowEnds) {
      this.counts = new Map();
      this.windowEnds = now + WINDOW_MS;
    }
    const count = (this.counts.get(subject) ?? 0) + 1;
    this.counts.set(subject, count);
    if (count > this.limit) {
      throw new TooManyRequests(this.limit, Math.ceil((this.windowEnds - now) / 1000));
    }
  }
}
