import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where a run belongs in a trace (W3C `traceparent`); empty unless traces are on. */
export class RunTraces1763850000100 implements MigrationInterface {
  name = 'RunTraces1763850000100';

  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE runs ADD COLUMN traceparent text');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE runs DROP COLUMN traceparent');
  }
}
