/**
 * The statements of the journal. Each writes the rows of many runs from one JSON parameter: the
 * server takes it apart faster than a driver can send arrays of columns.
 *
 * `json_to_recordset` keeps a JSON null of a `json` column as SQL NULL; a stored `null` output and no
 * output are the same thing here.
 */

const RUN_COLUMNS = `id, workspace_id, tool_id, version_id, status, fence, owner, trigger, user_id,
  api_key_id, inputs, output, error, usage, deadline_at, created_at, started_at, finished_at,
  traceparent`;

const RUN_TYPES = `id uuid, workspace_id uuid, tool_id uuid, version_id uuid, status text, fence integer,
  owner uuid, trigger text, user_id uuid, api_key_id uuid, inputs json, output json, error json,
  usage json, deadline_at timestamptz, created_at timestamptz, started_at timestamptz,
  finished_at timestamptz, traceparent text`;

const STEP_COLUMNS = `run_id, path, kind, status, attempt, input, output, error, usage, started_at,
  finished_at`;

const STEP_TYPES = `run_id uuid, fence integer, path text, kind text, status text, attempt smallint,
  input json, output json, error json, usage json, started_at timestamptz, finished_at timestamptz`;

// A write whose commit was not confirmed is repeated; what is already there is then left as it is.
export const INSERT_RUNS = `
  INSERT INTO runs (${RUN_COLUMNS})
  SELECT ${RUN_COLUMNS} FROM json_to_recordset($1::json) AS r(${RUN_TYPES})
  ON CONFLICT (id) DO NOTHING`;

/** $1 runs, $2 their steps: runs that were carried out in memory. */
export const INSERT_STEPS = `
  WITH new_runs AS (${INSERT_RUNS})
  INSERT INTO run_steps (${STEP_COLUMNS})
  SELECT ${STEP_COLUMNS} FROM json_to_recordset($2::json) AS s(${STEP_TYPES})
  ON CONFLICT (run_id, path) DO NOTHING`;

/**
 * $1 the holds, $2 the steps. Gives the holds that are still good. The lock makes it
 * exact: a claim that raises the fence waits for this commit, and its owner then sees these rows.
 */
export const INSERT_STEPS_IF_OWNED = `
  WITH held AS (
    SELECT r.id, r.fence FROM runs r
    JOIN (SELECT DISTINCT run_id, fence FROM json_to_recordset($1::json) AS x(run_id uuid, fence integer)) h
      ON r.id = h.run_id AND r.fence = h.fence
    WHERE r.status = 'running'
    FOR NO KEY UPDATE OF r
  ), written AS (
    INSERT INTO run_steps (${STEP_COLUMNS})
    SELECT s.run_id, s.path, s.kind, s.status, s.attempt, s.input, s.output, s.error, s.usage,
      s.started_at, s.finished_at
    FROM json_to_recordset($2::json) AS s(${STEP_TYPES})
    JOIN held ON held.id = s.run_id AND held.fence = s.fence
    ON CONFLICT (run_id, path) DO NOTHING
  )
  SELECT id, fence FROM held`;

/** $1 the outcomes. Gives the holds under which an end was set here. */
export const SET_OUTCOMES = `
  UPDATE runs r SET status = o.status, output = o.output, error = o.error, usage = o.usage,
    owner = NULL, finished_at = now()
  FROM json_to_recordset($1::json)
    AS o(run_id uuid, fence integer, status text, output json, error json, usage json)
  WHERE r.id = o.run_id AND r.fence = o.fence AND r.status = 'running'
  RETURNING r.id, r.fence`;
