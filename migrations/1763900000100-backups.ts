import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is known of backups: one row for each attempt, written by whoever makes it. */
export class Backups1763900000100 implements MigrationInterface {
  name = 'Backups1763900000100';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE backups (
        id uuid CONSTRAINT backups_pkey PRIMARY KEY,
        reason text NOT NULL,
        status text NOT NULL DEFAULT 'running' CHECK (status IN ('running', 'succeeded', 'failed')),
        started_at timestamptz NOT NULL DEFAULT now(),
        finished_at timestamptz,
        bytes bigint,
        -- sha-256 of the file, in hexadecimal digits.
        checksum text,
        -- A folder, an object store, or both.
        locations text[] NOT NULL DEFAULT '{}',
        error text,
        -- When the next one must be there; null: nobody promised one.
        next_due_at timestamptz,
        -- When this one was restored into a throw-away database and found whole.
        verified_at timestamptz
      );
      CREATE INDEX backups_started_at ON backups (started_at);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE backups');
  }
}
