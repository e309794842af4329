import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Connections to model servers, what model names mean in a workspace, and proof of the keys. */
export class Providers1763760000400 implements MigrationInterface {
  name = 'Providers1763760000400';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- One row per encryption key that sealed something: a known text, sealed with it.
      CREATE TABLE encryption_canaries (
        key_id text CONSTRAINT encryption_canaries_pkey PRIMARY KEY,
        sealed text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now()
      );

      -- Without a workspace it is the platform's: every workspace may use it.
      CREATE TABLE providers (
        id uuid CONSTRAINT providers_pkey PRIMARY KEY,
        workspace_id uuid REFERENCES workspaces (id) ON DELETE CASCADE,
        slug text NOT NULL,
        kind text NOT NULL CHECK (kind IN ('openai-compatible', 'anthropic')),
        name text NOT NULL,
        base_url text NOT NULL,
        sealed_api_key text,
        models jsonb NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT providers_slug UNIQUE NULLS NOT DISTINCT (workspace_id, slug)
      );

      -- The provider is named by its slug: it may be the workspace's or the platform's, and an alias
      -- outlives a provider that is taken away and connected again.
      CREATE TABLE model_aliases (
        workspace_id uuid NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
        alias text NOT NULL,
        provider text NOT NULL,
        model text NOT NULL,
        updated_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT model_aliases_pkey PRIMARY KEY (workspace_id, alias)
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE model_aliases;
      DROP TABLE providers;
      DROP TABLE encryption_canaries;
    `);
  }
}
