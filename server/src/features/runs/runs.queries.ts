import type { PoolClient } from 'pg';
import type { Database } from '../../core/db/database.js';
import type { JsonValue, RunError, StepRecord, Usage } from '../../engine/types.js';
import type { NewRun } from './journal/journal.js';
import type { RunStatus, RunTrigger } from './run-state.js';

export interface RunRow {
  id: string;
  workspaceId: string;
  workspaceSlug: string;
  toolId: string;
  toolSlug: string;
  toolName: string;
  versionId: string;
  versionNumber: number | null;
  status: RunStatus;
  trigger: RunTrigger;
  userId: string | null;
  apiKeyId: string | null;
  inputs: JsonValue;
  output: JsonValue;
  error: RunError | null;
  usage: Usage | null;
  createdAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
  /** Only where a single run is asked for. */
  traceparent?: string | null;
}

/** A run that this process has just made its own. */
export interface ClaimedRun {
  id: string;
  workspaceId: string;
  versionId: string;
  fence: number;
  inputs: JsonValue;
  createdAt: Date;
  deadlineAt: Date;
  takeovers: number;
  traceparent: string | null;
}

const RUN_COLUMNS = `r.id, r.workspace_id AS "workspaceId", w.slug AS "workspaceSlug",
  r.tool_id AS "toolId", t.slug AS "toolSlug", t.name AS "toolName", r.version_id AS "versionId",
  v.number AS "versionNumber", r.status, r.trigger, r.user_id AS "userId", r.api_key_id AS "apiKeyId",
  r.error, r.usage, r.created_at AS "createdAt", r.started_at AS "startedAt",
  r.finished_at AS "finishedAt"`;

const RUN_SOURCES = `runs r
  JOIN workspaces w ON w.id = r.workspace_id
  JOIN tools t ON t.id = r.tool_id AND t.workspace_id = r.workspace_id
  LEFT JOIN tool_versions v ON v.id = r.version_id AND v.workspace_id = r.workspace_id`;

/** Workspace and tool of a run: what decides whether a caller may know of it. */
export async function findRunPlace(
  db: Database,
  runId: string,
): Promise<{ workspaceId: string; toolId: string; userId: string | null } | null> {
  const { rows } = await db.query<{ workspaceId: string; toolId: string; userId: string | null }>(
    `SELECT workspace_id AS "workspaceId", tool_id AS "toolId", user_id AS "userId" FROM runs WHERE id = $1`,
    [runId],
    'run-place',
  );
  return rows[0] ?? null;
}

export async function findRun(
  db: Database,
  workspaceId: string,
  runId: string,
): Promise<RunRow | null> {
  const { rows } = await db.query<RunRow>(
    `SELECT ${RUN_COLUMNS}, r.inputs, r.output, r.traceparent FROM ${RUN_SOURCES} WHERE r.workspace_id = $1 AND r.id = $2`,
    [workspaceId, runId],
    'run-get',
  );
  return rows[0] ?? null;
}

export async function findStatus(
  db: Database,
  workspaceId: string,
  runId: string,
): Promise<RunStatus | null> {
  const { rows } = await db.query<{ status: RunStatus }>(
    'SELECT status FROM runs WHERE workspace_id = $1 AND id = $2',
    [workspaceId, runId],
    'run-status',
  );
  return rows[0]?.status ?? null;
}

/** The journal of a run, in the order in which its steps ended. */
export async function findSteps(
  db: Database,
  workspaceId: string,
  runId: string,
): Promise<StepRecord[]> {
  const { rows } = await db.query<StepRecord>(
    `SELECT s.path, s.kind, s.status, s.attempt, s.input, s.output, s.error, s.usage,
       s.started_at AS "startedAt", s.finished_at AS "finishedAt"
     FROM run_steps s JOIN runs r ON r.id = s.run_id
     WHERE r.workspace_id = $1 AND s.run_id = $2
     ORDER BY s.finished_at, s.started_at, s.path`,
    [workspaceId, runId],
    'run-steps',
  );
  return rows;
}

export interface RunFilter {
  toolSlug?: string;
  status?: RunStatus;
  trigger?: RunTrigger;
  from?: Date;
  to?: Date;
  /** Only runs that this account started. */
  userId?: string;
  toolIds?: readonly string[];
  /** Only runs before this one, for the next page. */
  beforeId?: string;
}

/** Newest first; inputs and outputs are left out, since a page of them could be large. */
export async function listRuns(
  db: Database,
  workspaceId: string,
  filter: RunFilter,
  limit: number,
): Promise<RunRow[]> {
  const values: unknown[] = [workspaceId];
  const where = ['r.workspace_id = $1'];
  const add = (condition: string, value: unknown): void => {
    if (value === undefined) return;
    values.push(value);
    where.push(condition.replace('?', `$${values.length}`));
  };
  // As a value of its own, so that the index on the tool gives the order too.
  add('r.tool_id = (SELECT id FROM tools WHERE workspace_id = $1 AND slug = ?)', filter.toolSlug);
  add('r.status = ?', filter.status);
  add('r.trigger = ?', filter.trigger);
  add('r.user_id = ?', filter.userId);
  add('r.tool_id = ANY(?)', filter.toolIds);
  // The id carries the time of making, and is what the index and the partitions are sorted by.
  add('r.id >= first_id_of(?)', filter.from);
  add('r.id < first_id_of(?)', filter.to);
  add('r.id < ?', filter.beforeId);
  values.push(limit);
  const { rows } = await db.query<RunRow>(
    `SELECT ${RUN_COLUMNS}, NULL AS inputs, NULL AS output FROM ${RUN_SOURCES}
     WHERE ${where.join(' AND ')} ORDER BY r.id DESC LIMIT $${values.length}`,
    values,
  );
  return rows;
}

/** Inserts a run: running here with fence 1 when an owner is given, queued otherwise. */
export async function insertRun(
  client: Pick<PoolClient, 'query'>,
  run: NewRun,
  owner: string | null,
): Promise<void> {
  await client.query(
    `INSERT INTO runs (id, workspace_id, tool_id, version_id, trigger, user_id, api_key_id, inputs,
       deadline_at, created_at, status, fence, owner, started_at, traceparent)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
    [
      run.id,
      run.workspaceId,
      run.toolId,
      run.versionId,
      run.trigger,
      run.userId,
      run.apiKeyId,
      JSON.stringify(run.inputs),
      run.deadlineAt,
      run.createdAt,
      owner === null ? 'queued' : 'running',
      owner === null ? 0 : 1,
      owner,
      owner === null ? null : run.createdAt,
      run.traceparent,
    ],
  );
}

/**
 * Makes a run this process's own: one that is queued, or one whose process is dead. Raising the
 * fence shuts out whoever held it before. `null` when there is nothing to take, which is normal.
 */
export async function claimRun(
  db: Database,
  runId: string,
  owner: string,
  deadAfterSeconds: number,
): Promise<ClaimedRun | null> {
  const { rows } = await db.query<ClaimedRun>(
    `UPDATE runs r SET status = 'running', fence = r.fence + 1, owner = $2,
       takeovers = r.takeovers + CASE WHEN r.status = 'running' THEN 1 ELSE 0 END,
       started_at = coalesce(r.started_at, now())
     WHERE r.id = $1 AND (r.status = 'queued' OR (r.status = 'running' AND NOT EXISTS (
       SELECT 1 FROM processes p WHERE p.id = r.owner AND p.seen_at > now() - make_interval(secs => $3))))
     RETURNING r.id, r.workspace_id AS "workspaceId", r.version_id AS "versionId", r.fence, r.inputs,
       r.created_at AS "createdAt", r.deadline_at AS "deadlineAt", r.takeovers, r.traceparent`,
    [runId, owner, deadAfterSeconds],
    'run-claim',
  );
  return rows[0] ?? null;
}

/** Ends a run that has not ended; true when it was this call that did. */
export async function cancelRun(
  client: Pick<PoolClient, 'query'>,
  workspaceId: string,
  runId: string,
): Promise<boolean> {
  const { rowCount } = await client.query(
    `UPDATE runs SET status = 'cancelled', fence = fence + 1, owner = NULL, finished_at = now()
     WHERE workspace_id = $1 AND id = $2 AND status IN ('queued', 'running', 'waiting')`,
    [workspaceId, runId],
  );
  return rowCount === 1;
}

/**
 * Puts back a run that this process can no longer carry out; true when it still held it. With
 * `counts` it counts as a takeover, of which a run has only a few.
 */
export async function handBack(
  client: Pick<PoolClient, 'query'>,
  hold: { runId: string; fence: number },
  counts: boolean,
): Promise<boolean> {
  const { rowCount } = await client.query(
    `UPDATE runs SET status = 'queued', owner = NULL, takeovers = takeovers + $3::int
     WHERE id = $1 AND fence = $2 AND status = 'running'`,
    [hold.runId, hold.fence, counts ? 1 : 0],
  );
  return rowCount === 1;
}
