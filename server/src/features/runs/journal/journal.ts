import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import { isConnectionLoss } from '../../../core/db/connection-loss.js';
import { Database } from '../../../core/db/database.js';
import { Metrics } from '../../../core/metrics/metrics.js';
import type { JsonValue, RunError, RunOutcome, StepRecord, Usage } from '../../../engine/types.js';
import type { RunTrigger } from '../run-state.js';
import { GroupCommit } from './group-commit.js';
import { INSERT_RUNS, INSERT_STEPS, INSERT_STEPS_IF_OWNED, SET_OUTCOMES } from './journal.sql.js';

/** A run as it is accepted. */
export interface NewRun {
  id: string;
  workspaceId: string;
  toolId: string;
  versionId: string;
  trigger: RunTrigger;
  userId: string | null;
  apiKeyId: string | null;
  inputs: JsonValue;
  deadlineAt: Date;
  createdAt: Date;
  /** See `RunTracing`. */
  traceparent: string | null;
}

/** The right to write about a run: lost as soon as the fence in the database is higher. */
export interface Hold {
  runId: string;
  fence: number;
}

type Op =
  /** A run that this process begins to carry out. */
  | { type: 'accept'; run: NewRun; owner: string }
  /** A run that was carried out in memory, with all its steps. */
  | {
      type: 'finished-run';
      run: NewRun;
      steps: StepRecord[];
      outcome: RunOutcome;
      usage: Usage | null;
    }
  | { type: 'steps'; hold: Hold; steps: StepRecord[] }
  | { type: 'outcome'; hold: Hold; steps: StepRecord[]; outcome: RunOutcome; usage: Usage | null };

/** Another process owns the run now, or it was cancelled: whatever is in flight is to be stopped. */
export class LostOwnership extends Error {
  constructor(runId: string) {
    super(`Run ${runId} is owned by somebody else.`);
  }
}

/**
 * The journal: the only writer of runs that are carried out by this process. All writes of the
 * process share commits. Repeating a write is harmless: rows have natural keys, and outcomes are set
 * under the condition of the fence.
 */
@Injectable()
export class Journal {
  private readonly commits = new GroupCommit<Op, boolean>((ops) => this.write(ops), {
    isShared: isConnectionLoss,
  });

  private readonly seconds;
  private readonly operations;

  constructor(
    private readonly db: Database,
    metrics: Metrics,
  ) {
    this.seconds = metrics.histogram(
      'apm_journal_commit_duration_seconds',
      'Time of a commit of the journal, which many runs share; tries while the database is away included',
      [],
      [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2, 10, 60],
    );
    this.operations = metrics.counter(
      'apm_journal_operations_total',
      'Acceptances, steps and ends of runs that went into commits of the journal',
      [],
    );
  }

  /** Takes up a run that this process carries out from now on, with fence 1. */
  async accept(run: NewRun, owner: string): Promise<Hold> {
    await this.commits.submit({ type: 'accept', run, owner });
    return { runId: run.id, fence: 1 };
  }

  /** Writes a run that was carried out in memory; durable when this resolves. */
  async insertFinished(
    run: NewRun,
    steps: StepRecord[],
    outcome: RunOutcome,
    usage: Usage | null,
  ): Promise<void> {
    await this.commits.submit({ type: 'finished-run', run, steps, outcome, usage });
  }

  /**
   * Writes finished steps; committed when this resolves.
   * @throws LostOwnership when the fence was raised or the run has ended
   */
  async recordSteps(hold: Hold, steps: StepRecord[]): Promise<void> {
    const owned = await this.commits.submit({ type: 'steps', hold, steps });
    if (!owned) throw new LostOwnership(hold.runId);
  }

  /**
   * Sets the end of a run, with the steps that were not written yet.
   * @throws LostOwnership when the fence was raised or the run has ended
   */
  async recordOutcome(
    hold: Hold,
    steps: StepRecord[],
    outcome: RunOutcome,
    usage: Usage | null,
  ): Promise<void> {
    const owned = await this.commits.submit({ type: 'outcome', hold, steps, outcome, usage });
    if (!owned) throw new LostOwnership(hold.runId);
  }

  private async write(ops: readonly Op[]): Promise<boolean[]> {
    const started = performance.now();
    try {
      return await this.commit(ops);
    } finally {
      this.seconds.observe((performance.now() - started) / 1000);
      this.operations.inc(ops.length);
    }
  }

  private async commit(ops: readonly Op[]): Promise<boolean[]> {
    const finished = ops.filter((op) => op.type === 'finished-run');
    // The common case under load, and a single statement needs no BEGIN and COMMIT of its own.
    if (finished.length === ops.length) {
      await retryOnConnectionLoss(() => insertFinishedRuns(this.db.pool, finished));
      return ops.map(() => true);
    }
    return retryOnConnectionLoss(() =>
      this.db.transaction(async (client) => {
        const accepted = ops.filter((op) => op.type === 'accept');
        if (accepted.length > 0) await insertAccepted(client, accepted);
        if (finished.length > 0) await insertFinishedRuns(client, finished);
        const owned = await insertSteps(client, ops);
        const ended = await setOutcomes(client, ops, owned);
        return ops.map((op) => {
          if (op.type === 'steps') return owned.has(keyOf(op.hold));
          if (op.type === 'outcome') return ended.has(keyOf(op.hold));
          return true;
        });
      }),
    );
  }
}

type Queryable = Pick<PoolClient, 'query'>;
type OpOf<Type extends Op['type']> = Extract<Op, { type: Type }>;

/**
 * Rows as a parameter. PostgreSQL takes neither NUL nor half of a surrogate pair, and a run must not
 * fail for a character: they become U+FFFD, as in any decoder.
 */
function json(rows: unknown[]): string {
  const text = JSON.stringify(rows);
  return text.includes('\\u0000') || text.includes('\\ud')
    ? text.replace(/\\\\|\\u(?:0000|d[89a-f][0-9a-f]{2})/g, (found) =>
        found === '\\\\' ? found : '\\ufffd',
      )
    : text;
}

/** Two holders of one run may be in the same batch: an old one and the one that took over. */
const keyOf = ({ runId, fence }: Hold): string => `${runId}:${fence}`;

function runRow(run: NewRun) {
  return {
    id: run.id,
    workspace_id: run.workspaceId,
    tool_id: run.toolId,
    version_id: run.versionId,
    trigger: run.trigger,
    user_id: run.userId,
    api_key_id: run.apiKeyId,
    inputs: run.inputs,
    deadline_at: run.deadlineAt,
    created_at: run.createdAt,
    started_at: run.createdAt,
    traceparent: run.traceparent,
  };
}

const errorOf = (outcome: RunOutcome): RunError | null =>
  outcome.status === 'failed' ? outcome.error : null;

const outputOf = (outcome: RunOutcome): JsonValue =>
  outcome.status === 'succeeded' ? outcome.output : null;

async function insertAccepted(client: Queryable, ops: OpOf<'accept'>[]): Promise<void> {
  const rows = ops.map(({ run, owner }) => ({
    ...runRow(run),
    status: 'running',
    fence: 1,
    owner,
  }));
  await client.query({ name: 'journal-runs', text: INSERT_RUNS, values: [json(rows)] });
}

async function insertFinishedRuns(client: Queryable, ops: OpOf<'finished-run'>[]): Promise<void> {
  const now = new Date();
  const runs = ops.map(({ run, outcome, usage }) => ({
    ...runRow(run),
    status: outcome.status,
    fence: 1,
    output: outputOf(outcome),
    error: errorOf(outcome),
    usage,
    finished_at: now,
  }));
  const steps = ops.flatMap((op) => op.steps.map((step) => stepRow(op.run.id, 1, step)));
  await client.query({
    name: 'journal-finished',
    text: INSERT_STEPS,
    values: [json(runs), json(steps)],
  });
}

function stepRow(runId: string, fence: number, step: StepRecord) {
  return {
    run_id: runId,
    fence,
    path: step.path,
    kind: step.kind,
    status: step.status,
    attempt: step.attempt,
    input: step.input,
    output: step.output,
    error: step.error,
    usage: step.usage,
    started_at: step.startedAt,
    finished_at: step.finishedAt,
  };
}

/** Keys of the holds among `ops` that are still good. */
async function insertSteps(client: Queryable, ops: readonly Op[]): Promise<Set<string>> {
  const holders = ops.filter((op) => op.type === 'steps' || op.type === 'outcome');
  if (holders.length === 0) return new Set();
  const holds = holders.map((op) => ({ run_id: op.hold.runId, fence: op.hold.fence }));
  const steps = holders.flatMap((op) =>
    op.steps.map((step) => stepRow(op.hold.runId, op.hold.fence, step)),
  );
  const { rows } = await client.query<{ id: string; fence: number }>({
    name: 'journal-steps',
    text: INSERT_STEPS_IF_OWNED,
    values: [json(holds), json(steps)],
  });
  return new Set(rows.map(({ id, fence }) => keyOf({ runId: id, fence })));
}

async function setOutcomes(
  client: Queryable,
  ops: readonly Op[],
  owned: Set<string>,
): Promise<Set<string>> {
  const outcomes = ops
    .filter((op) => op.type === 'outcome')
    .filter((op) => owned.has(keyOf(op.hold)));
  if (outcomes.length === 0) return new Set();
  const rows = outcomes.map(({ hold, outcome, usage }) => ({
    run_id: hold.runId,
    fence: hold.fence,
    status: outcome.status,
    output: outputOf(outcome),
    error: errorOf(outcome),
    usage,
  }));
  const result = await client.query<{ id: string; fence: number }>({
    name: 'journal-outcomes',
    text: SET_OUTCOMES,
    values: [json(rows)],
  });
  return new Set(result.rows.map(({ id, fence }) => keyOf({ runId: id, fence })));
}

const RETRY_DELAYS_MS = [50, 200, 500, 1000, ...Array<number>(15).fill(2000)];

/**
 * A database that restarts is away for seconds, for half a minute when it recovers from a crash. What
 * is written late still counts as long as nobody took the run over; what is not written is done again.
 */
async function retryOnConnectionLoss<T>(work: () => Promise<T>): Promise<T> {
  for (const delayMs of RETRY_DELAYS_MS) {
    try {
      return await work();
    } catch (error) {
      if (!isConnectionLoss(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, delayMs));
    }
  }
  return work();
}
