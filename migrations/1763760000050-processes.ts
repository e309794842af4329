import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which processes are alive: the base of taking over what a dead one left behind. */
export class Processes1763760000050 implements MigrationInterface {
  name = 'Processes1763760000050';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE processes (
        id uuid PRIMARY KEY,
        role text NOT NULL,
        version text NOT NULL,
        -- Pool of graphile-worker in this process; its jobs are unlocked when the process is dead.
        job_pool text,
        started_at timestamptz NOT NULL DEFAULT now(),
        seen_at timestamptz NOT NULL DEFAULT now()
      )`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE processes');
  }
}
