import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Keys of programs that call a workspace's tools. Only the hash of a secret is stored. */
export class ApiKeys1763760000300 implements MigrationInterface {
  name = 'ApiKeys1763760000300';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE api_keys (
        id uuid PRIMARY KEY,
        workspace_id uuid NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
        name text NOT NULL,
        prefix text NOT NULL,
        secret_hash text NOT NULL,
        scopes text[] NOT NULL,
        tool_ids uuid[],
        expires_at timestamptz,
        last_used_at timestamptz,
        revoked_at timestamptz,
        created_by uuid REFERENCES users (id) ON DELETE SET NULL,
        created_at timestamptz NOT NULL,
        CONSTRAINT api_keys_secret UNIQUE (secret_hash)
      )`);
    await db.query(
      'CREATE INDEX api_keys_newest ON api_keys (workspace_id, id DESC) WHERE revoked_at IS NULL',
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE api_keys');
  }
}
