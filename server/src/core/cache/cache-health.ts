import { CACHE_MANAGER, type Cache } from '@nestjs/cache-manager';
import { Inject, Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { AppConfig } from '../config/config.js';
import { HealthParts } from '../health/health-parts.js';

/** Tells whether the cache answers. */
@Injectable()
export class CacheHealth {
  /** Of this process alone: another one that looks at the same time must not be read back. */
  private readonly key = `health:${randomUUID()}`;

  constructor(
    private readonly config: AppConfig,
    @Inject(CACHE_MANAGER) private readonly cache: Cache,
    parts: HealthParts,
  ) {
    parts.add('cache', {
      required: false,
      check: async () => ({ status: (await this.isUp()) ? 'up' : 'down', kind: this.kind }),
    });
  }

  get kind(): 'redis' | 'memory' {
    return this.config.env.REDIS_URL === undefined ? 'memory' : 'redis';
  }

  /** Writes a value and reads it back; false when it does not come back. */
  async isUp(): Promise<boolean> {
    const value = String(Date.now());
    try {
      await this.cache.set(this.key, value, 10_000);
      return (await this.cache.get(this.key)) === value;
    } catch {
      return false;
    }
  }
}
