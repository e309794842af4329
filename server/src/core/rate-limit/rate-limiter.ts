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

/** Windows begin with the minutes of the clock, so that all processes are in the same one. */
export const WINDOW_MS = 60_000;

/** What was let through in this window for one subject. */
interface Count {
  here: number;
  elsewhere: number;
}

/**
 * Requests a minute of one account or API key. Each process counts for itself, since a counter that is
 * shared would cost every request a trip over the network; `SharedCounts` tells it what the others let
 * through.
 */
@Injectable()
export class RateLimiter {
  private counts = new Map<string, Count>();
  private changed = new Set<string>();
  private window = -1;
  private readonly limit: number;

  constructor(config: AppConfig) {
    this.limit = config.env.RATE_LIMIT_PER_MINUTE;
  }

  /** @throws TooManyRequests with the time until the next window */
  count(subject: string, now: number = Date.now()): void {
    if (this.limit === 0) return;
    this.turnTo(Math.floor(now / WINDOW_MS));
    let count = this.counts.get(subject);
    if (!count) this.counts.set(subject, (count = { here: 0, elsewhere: 0 }));
    if (count.here + count.elsewhere >= this.limit) {
      const leftMs = (this.window + 1) * WINDOW_MS - now;
      throw new TooManyRequests(this.limit, Math.ceil(leftMs / 1000));
    }
    count.here += 1;
    this.changed.add(subject);
  }

  /** All that was let through here of what the others have not been told yet, and its window. */
  untold(): { window: number; counts: [subject: string, here: number][] } {
    const counts = [...this.changed].map((subject): [string, number] => {
      const { here } = this.counts.get(subject) as Count;
      return [subject, here];
    });
    this.changed.clear();
    return { window: this.window, counts };
  }

  /** The other processes let through so many. */
  learn(window: number, subject: string, elsewhere: number): void {
    const count = window === this.window && this.counts.get(subject);
    if (count) count.elsewhere = elsewhere;
  }

  /** The others could not be told of a subject: it is told again. */
  keep(window: number, subject: string): void {
    if (window === this.window) this.changed.add(subject);
  }

  private turnTo(window: number): void {
    if (window === this.window) return;
    this.window = window;
    this.counts = new Map();
    this.changed = new Set();
  }
}
