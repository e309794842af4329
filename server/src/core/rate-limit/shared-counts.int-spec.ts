import { createClient } from '@keyv/redis';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { until } from '../../../test/recovery.js';
import { TestRedis } from '../../../test/redis.js';
import { AppConfig, type Environment } from '../config/config.js';
import { RateLimiter, TooManyRequests } from './rate-limiter.js';
import { SharedCounts } from './shared-counts.js';

// Starts the redis-server that REDIS_SERVER names.
const redis = new TestRedis();
const LIMIT = 10;
/** A moment in a window of its own for each test. */
let now = 0;

class Process {
  readonly limiter: RateLimiter;
  readonly shared: SharedCounts;

  constructor() {
    const config = new AppConfig({
      RATE_LIMIT_PER_MINUTE: LIMIT,
      REDIS_URL: redis.url,
    } as Environment);
    this.limiter = new RateLimiter(config);
    this.shared = new SharedCounts(config, this.limiter);
    this.shared.onApplicationBootstrap();
  }

  /** How many of so many requests are let through. */
  ask(times: number, subject = 'somebody'): number {
    let passed = 0;
    for (let index = 0; index < times; index += 1) {
      try {
        this.limiter.count(subject, now);
        passed += 1;
      } catch (error) {
        if (!(error instanceof TooManyRequests)) throw error;
      }
    }
    return passed;
  }

  /** Exchanges until the others know of everything that was let through here. */
  async tell(): Promise<void> {
    await until(async () => {
      await this.shared.exchange();
      const { window, counts } = this.limiter.untold();
      for (const [subject] of counts) this.limiter.keep(window, subject);
      return counts.length === 0;
    });
  }
}

let first: Process;
let second: Process;
beforeAll(async () => {
  await redis.start();
  first = new Process();
  second = new Process();
}, 60_000);
afterAll(async () => {
  first.shared.onApplicationShutdown();
  second.shared.onApplicationShutdown();
  await redis.remove();
}, 60_000);

it('counts over all processes, each subject for itself', async () => {
  now += 60_000;
  expect(first.ask(7)).toBe(7);
  await first.tell();
  expect(second.ask(1)).toBe(1);
  await second.tell(); // learns of the seven
  expect(second.ask(5)).toBe(2);
  expect(second.ask(5, 'somebody else')).toBe(5);
  await second.tell();
  await first.tell(); // nothing to tell: it learns with its next request
  expect(first.ask(1)).toBe(1);
  await first.tell();
  expect(first.ask(5)).toBe(0);
});

it('begins anew with each window', async () => {
  now += 60_000;
  expect(first.ask(LIMIT)).toBe(LIMIT);
  await first.tell();
  now += 60_000;
  expect(second.ask(1)).toBe(1);
  await second.tell();
  expect(second.ask(LIMIT)).toBe(LIMIT - 1);
});

it('goes on alone while Redis is away, and tells what it let through afterwards', async () => {
  now += 60_000;
  await redis.kill();
  expect(first.ask(4)).toBe(4);
  await first.shared.exchange();
  expect(second.ask(LIMIT + 1)).toBe(LIMIT);
  await redis.start();
  await second.tell();
  await first.tell();
  expect(first.ask(LIMIT)).toBe(0);
}, 60_000);

/** Has Redis itself do something. */
async function administer(...command: string[]): Promise<void> {
  const admin = createClient({ url: redis.url });
  await admin.connect();
  await admin.sendCommand(command);
  await admin.close();
}

it('counts once what it tells twice, because a part of it failed', async () => {
  now += 60_000;
  await administer('ACL', 'SETUSER', 'default', '-expire');
  expect(first.ask(4)).toBe(4);
  for (let times = 0; times < 3; times += 1) await first.shared.exchange();
  await administer('ACL', 'SETUSER', 'default', '+expire');
  await first.tell();
  expect(second.ask(1)).toBe(1);
  await second.tell();
  expect(second.ask(LIMIT)).toBe(LIMIT - 5);
});

it('says that Redis is away when it is silent, and that it is back', async () => {
  const lines: string[] = [];
  const keep = (line: string): void => void lines.push(line);
  const spies = (['warn', 'log'] as const).map((level) =>
    jest.spyOn(Logger.prototype, level).mockImplementation(keep),
  );
  now += 60_000;
  await administer('CLIENT', 'PAUSE', '4000', 'ALL');
  expect(first.ask(1)).toBe(1);
  await until(() => lines.some((line) => line.startsWith('Redis is away')));
  await first.tell();
  expect(lines.some((line) => line.startsWith('Redis is back'))).toBe(true);
  spies.forEach((spy) => spy.mockRestore());
}, 60_000);
