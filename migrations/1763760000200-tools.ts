import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Tools, their drafts and their versions. Definitions are `json`, not `jsonb`: the order of keys is
 * the order of the fields in a tool's form, and `jsonb` does not keep it.
 */
export class Tools1763760000200 implements MigrationInterface {
  name = 'Tools1763760000200';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE tools (
        id uuid PRIMARY KEY,
        workspace_id uuid NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
        slug text NOT NULL,
        name text NOT NULL,
        description text NOT NULL,
        draft_definition json NOT NULL,
        draft_hash text NOT NULL,
        draft_revision integer NOT NULL,
        draft_saved_at timestamptz NOT NULL,
        live_version_id uuid,
        archived_at timestamptz,
        created_by uuid REFERENCES users (id) ON DELETE SET NULL,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        CONSTRAINT tools_slug UNIQUE (workspace_id, slug)
      )`);
    await db.query('CREATE INDEX tools_newest ON tools (workspace_id, id DESC)');
    await db.query(`
      CREATE TABLE tool_versions (
        id uuid PRIMARY KEY,
        workspace_id uuid NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
        tool_id uuid NOT NULL REFERENCES tools (id) ON DELETE CASCADE,
        number integer CHECK (number > 0),
        definition json NOT NULL,
        content_hash text NOT NULL,
        notes text NOT NULL,
        created_by uuid REFERENCES users (id) ON DELETE SET NULL,
        created_at timestamptz NOT NULL,
        CONSTRAINT tool_versions_number UNIQUE (tool_id, number)
      )`);
    // Drafts that were run: one row per content, however often it is run.
    await db.query(
      'CREATE UNIQUE INDEX tool_versions_draft ON tool_versions (tool_id, content_hash) WHERE number IS NULL',
    );
    await db.query('CREATE INDEX tool_versions_newest ON tool_versions (tool_id, id DESC)');
    await db.query(
      'ALTER TABLE tools ADD CONSTRAINT tools_live_version FOREIGN KEY (live_version_id) REFERENCES tool_versions (id)',
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE tools DROP CONSTRAINT tools_live_version');
    await db.query('DROP TABLE tool_versions');
    await db.query('DROP TABLE tools');
  }
}
