import type { PoolClient } from 'pg';
import type { NewRun } from './journal/journal.js';
import { hashOfInputs } from './run-request.js';
import { IdempotencyKeyReused } from './runs.errors.js';

/**
 * Ties a key to a run, once per tool and caller, drafts apart. Gives the id of the run that had the
 * key before, or null when it is now this run's. A second request with the key waits here until the
 * first has committed, so that both give the same run.
 * @throws IdempotencyKeyReused when the earlier request had other inputs
 */
export async function claimIdempotencyKey(
  client: Pick<PoolClient, 'query'>,
  run: NewRun,
  key: string,
): Promise<string | null> {
  // A key holds no space, so that no two callers can meet in one row.
  const scopedKey = [run.trigger, run.apiKeyId ?? run.userId, key].join(' ');
  const requestHash = hashOfInputs(run.inputs);
  const { rowCount } = await client.query(
    `INSERT INTO idempotency_keys (workspace_id, tool_id, key, run_id, request_hash)
     VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
    [run.workspaceId, run.toolId, scopedKey, run.id, requestHash],
  );
  if (rowCount === 1) return null;
  const { rows } = await client.query<{ runId: string; requestHash: Buffer }>(
    `SELECT run_id AS "runId", request_hash AS "requestHash" FROM idempotency_keys
     WHERE workspace_id = $1 AND tool_id = $2 AND key = $3`,
    [run.workspaceId, run.toolId, scopedKey],
  );
  const earlier = rows[0];
  if (!earlier?.requestHash.equals(requestHash)) throw new IdempotencyKeyReused();
  return earlier.runId;
}
