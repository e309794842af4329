/** One step of a run, from its condition to its record: settings, attempts, pauses, limits. */

import { findJsonProblem } from './json.js';
import type { PlannedStep } from './plan.js';
import { seededRandom } from './random.js';
import type { RunHost, RunToExecute } from './execute.js';
import type { ExpressionData } from './expressions/expression.js';
import type { RunScope } from './expressions/functions.js';
import { isTruthy } from './truthy.js';
import {
  StepError,
  type JsonObject,
  type JsonValue,
  type RunError,
  type StepContext,
  type StepRecord,
  type StepResult,
} from './types.js';

/** A pause longer than this is not waited for: the step fails instead. */
export const MAX_PAUSE_MS = 60_000;

/** What a step needs to know of its run. */
export interface StepSurroundings {
  run: RunToExecute;
  host: RunHost;
  data: ExpressionData;
  /** Aborts when the run is cancelled or has ended. */
  signal: AbortSignal;
}

/** Carries a step out. Rejects only when the run was aborted; whatever else goes wrong is in the record. */
export async function runStep(
  step: PlannedStep,
  surroundings: StepSurroundings,
): Promise<StepRecord> {
  const startedAt = new Date();
  const { run, data } = surroundings;
  const scope: RunScope = {
    now: run.createdAt,
    seed: `${run.id} ${step.id}`,
    signal: surroundings.signal,
  };
  const finish = (
    part: Pick<StepRecord, 'status' | 'attempt'> & Partial<StepRecord>,
  ): StepRecord => ({
    path: step.id,
    kind: step.kind.kind,
    input: null,
    output: null,
    error: null,
    usage: null,
    startedAt,
    finishedAt: new Date(),
    ...part,
  });
  let input: JsonObject;
  try {
    if (step.when && !isTruthy(await step.when.expression.evaluate(data, scope)))
      return finish({ status: 'skipped', attempt: 0 });
    const settings = step.settings.render(data, scope);
    input = settings instanceof Promise ? await settings : settings;
  } catch (error) {
    surroundings.signal.throwIfAborted();
    return finish({ status: 'failed', attempt: 1, error: toRunError(error, step, surroundings) });
  }
  const random = seededRandom(`${run.id} ${step.id} pauses`);
  const attempts = step.definition.retry?.attempts ?? 1;
  for (let attempt = 1; ; attempt++) {
    try {
      const work = () => runAttempt(step, input, attempt, surroundings);
      const { host } = surroundings;
      const result = await (host.around
        ? host.around({ path: step.id, kind: step.kind.kind, attempt }, work)
        : work());
      const output = result.stop ? result.stop.output : result.output;
      refuseBadOutput(output);
      return finish({ status: 'succeeded', attempt, input, output, usage: result.usage ?? null });
    } catch (error) {
      surroundings.signal.throwIfAborted();
      const runError = toRunError(error, step, surroundings);
      const delayMs = attempt < attempts ? pauseBefore(step, attempt, error, random) : null;
      if (delayMs === null) return finish({ status: 'failed', attempt, input, error: runError });
      surroundings.host.emit({
        type: 'step.retrying',
        path: step.id,
        attempt,
        error: runError,
        delayMs,
      });
      await sleep(delayMs, surroundings.signal);
    }
  }
}

async function runAttempt(
  step: PlannedStep,
  input: JsonObject,
  attempt: number,
  { run, host, signal }: StepSurroundings,
): Promise<StepResult> {
  signal.throwIfAborted();
  const seconds = step.definition.timeoutSeconds ?? step.kind.defaultTimeoutSeconds;
  const aborting = new AbortController();
  host.emit({
    type: 'step.started',
    path: step.id,
    kind: step.kind.kind,
    attempt,
    at: new Date().toISOString(),
  });
  const context: StepContext = {
    runId: run.id,
    workspaceId: run.workspaceId,
    path: step.id,
    attempt,
    now: run.createdAt,
    signal: aborting.signal,
    idempotencyKey: `${run.id}:${step.id}`,
    emitToken: (text) => {
      if (!aborting.signal.aborted) host.emit({ type: 'step.token', path: step.id, text });
    },
    services: host.services,
  };
  let timer: NodeJS.Timeout | undefined;
  let onAbort: (() => void) | undefined;
  // A kind that does not listen to its signal must not hold the run.
  const ended = new Promise<never>((_, reject) => {
    onAbort = () => {
      aborting.abort(signal.reason);
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    timer = setTimeout(() => {
      const error = new StepError('step-timeout', `The step took longer than ${seconds} seconds.`, {
        retryable: true,
      });
      aborting.abort(error);
      reject(error);
    }, seconds * 1_000);
  });
  try {
    return await Promise.race([step.kind.run(input, context), ended]);
  } finally {
    clearTimeout(timer);
    if (onAbort) signal.removeEventListener('abort', onAbort);
  }
}

/** Milliseconds to wait before the next attempt, or null when there is no point in one. */
function pauseBefore(
  step: PlannedStep,
  attempt: number,
  error: unknown,
  random: () => number,
): number | null {
  if (!(error instanceof StepError) || !error.retryable) return null;
  const first = (step.definition.retry?.backoffSeconds ?? 1) * 1_000;
  // Half of the pause is dice, so that runs that failed together do not come back together.
  const backoff = Math.min(first * 2 ** (attempt - 1), MAX_PAUSE_MS) * (0.5 + random() / 2);
  const asked = error.retryAfterMs ?? 0;
  return asked > MAX_PAUSE_MS ? null : Math.round(Math.max(backoff, asked));
}

function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', onAbort);
      resolve();
    }, milliseconds);
    signal.addEventListener('abort', onAbort, { once: true });
  });
}

function refuseBadOutput(output: JsonValue): void {
  const problem = findJsonProblem(output);
  if (problem)
    throw new StepError(
      'output-refused',
      `The output${problem.pointer === '' ? '' : ` at ${problem.pointer}`} ${problem.detail}.`,
    );
}

/** What people may know of an error: all of a StepError, nothing of any other. */
function toRunError(error: unknown, step: PlannedStep, { host }: StepSurroundings): RunError {
  if (error instanceof StepError) {
    return {
      code: error.code,
      message: error.message,
      path: step.id,
      ...(error.details === undefined ? {} : { details: error.details }),
    };
  }
  host.reportBug?.(error, step.id);
  return {
    code: 'internal-error',
    message: 'The step failed for a reason that is ours. The operator finds it in the log.',
    path: step.id,
  };
}
