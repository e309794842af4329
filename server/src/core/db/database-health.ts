import { Injectable } from '@nestjs/common';
import { HealthParts, type PartState } from '../health/health-parts.js';
import { Database } from './database.js';
import { loadMigrations } from './migrate.js';

/** Tells health whether the database answers, and whether its schema is as new as this program. */
@Injectable()
export class DatabaseHealth {
  private latest: Promise<string | undefined> | undefined;

  constructor(
    private readonly db: Database,
    parts: HealthParts,
  ) {
    parts.add('database', {
      required: true,
      check: async () => void (await this.db.query('SELECT 1')),
    });
    parts.add('migrations', { required: true, check: () => this.checkSchema() });
  }

  private async checkSchema(): Promise<PartState> {
    this.latest ??= loadMigrations().then((all) => all.at(-1)?.name);
    const latest = await this.latest;
    if (latest === undefined) return {};
    const { rowCount } = await this.db.query('SELECT 1 FROM migrations WHERE name = $1', [latest]);
    if (rowCount) return {};
    return { status: 'down', detail: 'The schema is older than this version.' };
  }
}
