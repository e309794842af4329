import { expect, it } from '@jest/globals';
import { AppConfig, type Environment } from '../config/config.js';
import { RateLimiter, TooManyRequests } from './rate-limiter.js';

const limiter = (limit: number) =>
  new RateLimiter(new AppConfig({ RATE_LIMIT_PER_MINUTE: limit } as Environment));

it('refuses what is over the limit of a minute, and says how long to wait', () => {
  const limits = limiter(2);
  limits.count('a', 0);
  limits.count('a', 1_000);
  expect(() => limits.count('a', 20_000)).toThrow(TooManyRequests);
  expect(() => limits.count('a', 20_000)).toThrow('Wait 40 s');
});

it('counts each subject and each minute for itself', () => {
  const limits = limiter(1);
  limits.count('a', 0);
  limits.count('b', 0);
  limits.count('a', 60_000);
  expect(() => limits.count('a', 60_001)).toThrow(TooManyRequests);
});

it('has no limit at 0', () => {
  const limits = limiter(0);
  for (let index = 0; index < 1000; index += 1) limits.count('a', 0);
});
