import type { Cache } from '@nestjs/cache-manager';
import { expect, it, jest } from '@jest/globals';
import { AppConfig, type Environment } from '../config/config.js';
import { HealthParts } from '../health/health-parts.js';
import { Metrics } from '../metrics/metrics.js';
import { CacheHealth } from './cache-health.js';

/** A cache that several processes share; `between` happens when a value was written and is not read yet. */
function sharedCache(between: () => Promise<unknown>): Cache {
  const values = new Map<string, unknown>();
  return {
    set: async (key: string, value: unknown) => {
      values.set(key, value);
      await between();
    },
    get: (key: string) => Promise.resolve(values.get(key)),
  } as unknown as Cache;
}

it('calls the cache up when another process looks at the same time', async () => {
  let time = 0;
  const clock = jest.spyOn(Date, 'now').mockImplementation(() => (time += 1));
  let looks = 0;
  const health = (): CacheHealth =>
    new CacheHealth(new AppConfig({} as Environment), cache, new HealthParts(new Metrics()));
  const cache = sharedCache(async () => {
    looks += 1;
    if (looks === 1) expect(await health().isUp()).toBe(true);
  });
  expect(await health().isUp()).toBe(true);
  expect(looks).toBe(2);
  clock.mockRestore();
});
