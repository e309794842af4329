import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Runs and their journal. Both tables are partitioned by the run's UUIDv7, that is by the month in
 * which the run was made: retention drops a partition. They have no foreign keys: each would lock
 * the same parent row for every run, and a run outlives what it names.
 */
export class Runs1763760000500 implements MigrationInterface {
  name = 'Runs1763760000500';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE runs (
        id uuid NOT NULL,
        workspace_id uuid NOT NULL,
        tool_id uuid NOT NULL,
        version_id uuid NOT NULL,
        status text NOT NULL
          CHECK (status IN ('queued', 'running', 'waiting', 'succeeded', 'failed', 'cancelled')),
        -- Raised by every claim; who holds an older number can write nothing any more.
        fence integer NOT NULL DEFAULT 0,
        owner uuid,
        takeovers smallint NOT NULL DEFAULT 0,
        trigger text NOT NULL,
        user_id uuid,
        api_key_id uuid,
        inputs json NOT NULL,
        output json,
        error json,
        usage json,
        deadline_at timestamptz NOT NULL,
        created_at timestamptz NOT NULL,
        started_at timestamptz,
        finished_at timestamptz,
        PRIMARY KEY (id)
      ) PARTITION BY RANGE (id)`);
    await db.query('CREATE INDEX runs_workspace ON runs (workspace_id, id DESC)');
    await db.query('CREATE INDEX runs_tool ON runs (tool_id, id DESC)');
    // What people look for among many runs of programs; the usual run is in neither.
    await db.query(
      'CREATE INDEX runs_user ON runs (workspace_id, user_id, id DESC) WHERE user_id IS NOT NULL',
    );
    await db.query(
      `CREATE INDEX runs_unsuccessful ON runs (workspace_id, status, id DESC) WHERE status IN ('failed', 'cancelled')`,
    );
    await db.query(
      `CREATE INDEX runs_unfinished ON runs (status, id) WHERE status IN ('queued', 'running', 'waiting')`,
    );
    await db.query(`
      CREATE TABLE run_steps (
        run_id uuid NOT NULL,
        path text NOT NULL,
        kind text NOT NULL,
        status text NOT NULL CHECK (status IN ('succeeded', 'failed', 'skipped')),
        attempt smallint NOT NULL,
        input json,
        output json,
        error json,
        usage json,
        started_at timestamptz NOT NULL,
        finished_at timestamptz NOT NULL,
        PRIMARY KEY (run_id, path)
      ) PARTITION BY RANGE (run_id)`);
    await db.query(`
      CREATE TABLE idempotency_keys (
        workspace_id uuid NOT NULL,
        tool_id uuid NOT NULL,
        key text NOT NULL,
        run_id uuid NOT NULL,
        request_hash bytea NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (workspace_id, tool_id, key)
      )`);
    await db.query('CREATE INDEX idempotency_keys_age ON idempotency_keys (created_at)');
    // The first UUIDv7 of a moment: 48 bits of milliseconds, the rest zero.
    await db.query(`
      CREATE FUNCTION first_id_of(moment timestamptz) RETURNS uuid LANGUAGE sql IMMUTABLE STRICT AS $$
        SELECT (lpad(to_hex(floor(extract(epoch FROM moment) * 1000)::bigint), 12, '0')
          || repeat('0', 20))::uuid
      $$`);
    await db.query(`
      CREATE FUNCTION ensure_run_partitions(months integer) RETURNS void LANGUAGE plpgsql AS $$
      DECLARE
        parent text;
        month timestamptz;
        name text;
      BEGIN
        -- Two processes that start at once must not both find a partition missing.
        PERFORM pg_advisory_xact_lock(7220041117);
        FOR i IN -1 .. months LOOP
          month := date_trunc('month', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' + make_interval(months => i);
          FOREACH parent IN ARRAY ARRAY['runs', 'run_steps'] LOOP
            name := parent || to_char(month AT TIME ZONE 'UTC', '"_"YYYY"_"MM');
            IF to_regclass(name) IS NULL THEN
              BEGIN
                EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)', name, parent,
                  first_id_of(month), first_id_of(month + interval '1 month'));
              EXCEPTION WHEN check_violation THEN
                -- A clock that was far ahead has put rows of this month into the rest: it stays there.
                RAISE WARNING '% is not made: % has rows of that month', name, parent || '_other';
              END;
            END IF;
          END LOOP;
        END LOOP;
      END $$`);
    await db.query('SELECT ensure_run_partitions(2)');
    // A clock that is far off must not make a run impossible.
    await db.query('CREATE TABLE runs_other PARTITION OF runs DEFAULT');
    await db.query('CREATE TABLE run_steps_other PARTITION OF run_steps DEFAULT');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE idempotency_keys, run_steps, runs');
    await db.query('DROP FUNCTION ensure_run_partitions(integer)');
    await db.query('DROP FUNCTION first_id_of(timestamptz)');
  }
}
