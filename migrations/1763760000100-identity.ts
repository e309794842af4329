import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Accounts, their sessions, and the workspaces that they belong to. */
export class Identity1763760000100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE users (
        id uuid CONSTRAINT users_pkey PRIMARY KEY,
        email text NOT NULL, -- trimmed and lower-case
        name text NOT NULL,
        platform_role text NOT NULL CHECK (platform_role IN ('admin', 'maker')),
        password_hash text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        disabled_at timestamptz
      );
      CREATE UNIQUE INDEX users_email_key ON users (email);

      CREATE TABLE sessions (
        id uuid CONSTRAINT sessions_pkey PRIMARY KEY,
        user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
        user_agent text NOT NULL,
        address text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        last_used_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL,
        revoked_at timestamptz
      );
      CREATE INDEX sessions_user_id_idx ON sessions (user_id, id);
      CREATE INDEX sessions_expires_at_idx ON sessions (expires_at);

      -- Used tokens stay until their session ends: who presents one again gives a theft away.
      CREATE TABLE refresh_tokens (
        token_hash bytea CONSTRAINT refresh_tokens_pkey PRIMARY KEY,
        session_id uuid NOT NULL REFERENCES sessions ON DELETE CASCADE,
        created_at timestamptz NOT NULL DEFAULT now(),
        used_at timestamptz
      );
      CREATE INDEX refresh_tokens_session_id_idx ON refresh_tokens (session_id);

      -- Unlogged: a crash of the database may forget them, and no attempt should cost a disk flush.
      CREATE UNLOGGED TABLE sign_in_attempts (
        key text CONSTRAINT sign_in_attempts_pkey PRIMARY KEY,
        failures int NOT NULL,
        blocked_until timestamptz NOT NULL,
        updated_at timestamptz NOT NULL DEFAULT now()
      );

      CREATE TABLE workspaces (
        id uuid CONSTRAINT workspaces_pkey PRIMARY KEY,
        slug text NOT NULL,
        name text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE UNIQUE INDEX workspaces_slug_key ON workspaces (slug);

      CREATE TABLE workspace_members (
        id uuid CONSTRAINT workspace_members_pkey PRIMARY KEY,
        workspace_id uuid NOT NULL REFERENCES workspaces ON DELETE CASCADE,
        user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
        role text NOT NULL CHECK (role IN ('owner', 'editor', 'runner')),
        created_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE UNIQUE INDEX workspace_members_user_key ON workspace_members (workspace_id, user_id);
      CREATE INDEX workspace_members_user_id_idx ON workspace_members (user_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE workspace_members;
      DROP TABLE workspaces;
      DROP TABLE sign_in_attempts;
      DROP TABLE refresh_tokens;
      DROP TABLE sessions;
      DROP TABLE users;
    `);
  }
}
