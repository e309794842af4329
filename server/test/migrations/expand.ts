import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createIndexOnPartitions } from '../../../migrations/lib/indexes.ts';
import type { MigrationClass } from '../../src/core/db/migrate.js';

/** What a next release may bring while this one serves, for tests: one migration of each kind. */

class NotesOfRuns1999000000100 implements MigrationInterface {
  name = 'NotesOfRuns1999000000100';
  async up(db: QueryRunner): Promise<void> {
    await db.query(
      `ALTER TABLE runs ADD COLUMN sample_note text, ADD COLUMN sample_rank integer NOT NULL DEFAULT 0`,
    );
  }
  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE runs DROP COLUMN sample_note, DROP COLUMN sample_rank');
  }
}

class StepsAreTimed1999000000200 implements MigrationInterface {
  name = 'StepsAreTimed1999000000200';
  async up(db: QueryRunner): Promise<void> {
    await db.query(
      'ALTER TABLE run_steps ADD CONSTRAINT sample_times CHECK (finished_at >= started_at) NOT VALID',
    );
  }
  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE run_steps DROP CONSTRAINT sample_times');
  }
}

class StepsWereTimed1999000000300 implements MigrationInterface {
  name = 'StepsWereTimed1999000000300';
  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE run_steps VALIDATE CONSTRAINT sample_times');
  }
  async down(): Promise<void> {}
}

class Favourites1999000000400 implements MigrationInterface {
  name = 'Favourites1999000000400';
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE sample_favourites (
        user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        tool_id uuid NOT NULL REFERENCES tools (id) ON DELETE CASCADE,
        PRIMARY KEY (user_id, tool_id)
      )`);
  }
  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE sample_favourites');
  }
}

class IndexRuns1999000000500 implements MigrationInterface {
  name = 'IndexRuns1999000000500';
  transaction = false;
  async up(db: QueryRunner): Promise<void> {
    await createIndexOnPartitions(db, {
      name: 'sample_version',
      table: 'runs',
      definition: '(version_id, id DESC)',
    });
  }
  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX sample_version');
  }
}

export const EXPANDING: MigrationClass[] = [
  NotesOfRuns1999000000100,
  StepsAreTimed1999000000200,
  StepsWereTimed1999000000300,
  Favourites1999000000400,
  IndexRuns1999000000500,
];
