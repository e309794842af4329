import { Injectable } from '@nestjs/common';
import { readFileSync } from 'node:fs';
import { CacheHealth } from '../../core/cache/cache-health.js';
import { AppConfig } from '../../core/config/config.js';
import { Database } from '../../core/db/database.js';
import { loadMigrations } from '../../core/db/migrate.js';
import { Shutdown } from '../../core/lifecycle/shutdown.js';
import type { HealthDto, PartHealthDto } from './health.dto.js';

const VERSION = (
  JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
    version: string;
  }
).version;

const LIMIT_MS = 2000;

/** Looks at the parts that the platform needs (database, schema) and those it can do without (cache). */
@Injectable()
export class HealthService {
  private readonly startedAt = Date.now();
  private latestMigration: Promise<string | undefined> | undefined;

  constructor(
    private readonly config: AppConfig,
    private readonly db: Database,
    private readonly cache: CacheHealth,
    private readonly shutdown: Shutdown,
  ) {}

  async check(): Promise<HealthDto> {
    const [database, migrations, cache] = await Promise.all([
      measure(async () => void (await this.db.query('SELECT 1'))),
      measure(() => this.checkMigrations()),
      measure(async () => {
        if (!(await this.cache.isUp())) throw new Error('does not answer');
      }),
    ]);
    // A process that stops says "not ready", so that a proxy sends new requests elsewhere.
    const draining = this.shutdown.isStopping;
    const down = draining || database.status === 'down' || migrations.status === 'down';
    return {
      status: down ? 'down' : cache.status === 'down' ? 'degraded' : 'ok',
      draining,
      version: VERSION,
      commit: this.config.env.COMMIT,
      uptimeSeconds: Math.round((Date.now() - this.startedAt) / 1000),
      parts: { database, migrations, cache: { ...cache, kind: this.cache.kind } },
    };
  }

  private async checkMigrations(): Promise<void> {
    this.latestMigration ??= loadMigrations().then((all) => {
      const last = all.at(-1);
      return last && new last().name;
    });
    const latest = await this.latestMigration;
    if (latest === undefined) return;
    const { rowCount } = await this.db.query('SELECT 1 FROM migrations WHERE name = $1', [latest]);
    if (rowCount === 0) throw new Error('the schema is older than this version');
  }
}

/** Runs a check with a time limit; what failed is told in general words only. */
async function measure(check: () => Promise<void>): Promise<PartHealthDto> {
  const started = performance.now();
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('does not answer in time')), LIMIT_MS);
  });
  try {
    await Promise.race([check(), limit]);
    return { status: 'up', latencyMs: since(started) };
  } catch {
    return { status: 'down', latencyMs: since(started) };
  } finally {
    clearTimeout(timer);
  }
}

const since = (started: number): number => Math.round((performance.now() - started) * 10) / 10;
