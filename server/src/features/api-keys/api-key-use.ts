import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { Database } from '../../core/db/database.js';

const PRECISION_MS = 60_000;
const FLUSH_AFTER_MS = 1000;

/**
 * Remembers when keys were used. Each key is written at most once a minute, all of them in one
 * statement, after the requests that used them: nobody waits for it.
 */
@Injectable()
export class ApiKeyUse implements BeforeApplicationShutdown {
  private readonly logger = new Logger(ApiKeyUse.name);
  private pending = new Map<string, Date>();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly db: Database) {}

  /** True when this use will be written; false when the last one is recent enough. */
  note(keyId: string, lastUsedAt: Date | null, now: Date): boolean {
    if (lastUsedAt && now.getTime() - lastUsedAt.getTime() < PRECISION_MS) return false;
    this.pending.set(keyId, now);
    this.timer ??= setTimeout(() => void this.flush(), FLUSH_AFTER_MS).unref();
    return true;
  }

  /** Writes what was noted. A failure loses a time of use, nothing else. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.pending.size === 0) return;
    const uses = this.pending;
    this.pending = new Map();
    await this.db
      .query(
        `UPDATE api_keys key SET last_used_at = greatest(key.last_used_at, use.at)
         FROM unnest($1::uuid[], $2::timestamptz[]) AS use (id, at) WHERE key.id = use.id`,
        [[...uses.keys()], [...uses.values()]],
      )
      .catch((error: Error) =>
        this.logger.warn(`Times of use of API keys were not written: ${error.message}`),
      );
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.flush();
  }
}
