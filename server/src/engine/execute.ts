/**
 * Carrying out a run: ask `next` what to do, do it, record it, ask again.
 *
 * Steps whose needs are met run side by side. A finished step is recorded before what it makes ready
 * starts: a step with an effect or a cost once its record is committed, a pure one at once, since it
 * would give the same value again. When the run ends early (a step failed, a `stop`, a cancel), what
 * is still in flight is aborted and leaves no record: it neither failed nor succeeded.
 */

import { setMaxListeners } from 'node:events';
import { runStep } from './attempt.js';
import { findJsonProblem } from './json.js';
import { next, toJournal } from './next.js';
import type { Plan, PlannedStep } from './plan.js';
import {
  StepError,
  type JsonValue,
  type RunEvent,
  type RunOutcome,
  type StepRecord,
  type StepServices,
} from './types.js';

/** The run that is carried out, as far as the engine needs to know it. */
export interface RunToExecute {
  id: string;
  workspaceId: string;
  inputs: JsonValue;
  /** The run's clock: `$now()` and `$millis()` give this time, also after a restart. */
  createdAt: Date;
}

/** What the engine needs from whoever carries out a run. */
export interface RunHost {
  services: StepServices;
  emit(event: RunEvent): void;
  /**
   * Writes a finished step to the journal. With `durable` the promise resolves once it is committed
   * (a step with an effect or a cost); without it the row may share a later commit, and nobody waits
   * for the promise. Rejects when this process no longer owns the run: everything in flight is then
   * aborted, and `executeRun` rejects with the same error.
   */
  record(step: StepRecord, options: { durable: boolean }): Promise<void>;
  /** Stands around each attempt of a step, for whoever follows it; gives what `work` gives. */
  around?<T>(
    attempt: { path: string; kind: string; attempt: number },
    work: () => Promise<T>,
  ): Promise<T>;
  /** Told of errors that are not a step's own: faults of the platform, for the log. */
  reportBug?(error: unknown, path: string): void;
}

/** Steps of one run that are carried out at the same time. */
const MAX_SIDE_BY_SIDE = 20;

/** Carries a run from what its journal holds to its outcome. */
export async function executeRun(
  plan: Plan,
  run: RunToExecute,
  journal: readonly StepRecord[],
  host: RunHost,
  signal: AbortSignal,
): Promise<RunOutcome> {
  if (signal.aborted) return { status: 'cancelled' };
  const records = toJournal(journal);
  const aborting = new AbortController();
  setMaxListeners(2 * MAX_SIDE_BY_SIDE, aborting.signal);
  const inFlight = new Map<string, Promise<StepRecord>>();
  /** Records of steps with an effect or a cost that are on their way to the journal. */
  const writing = new Set<Promise<void>>();
  /** The error of a record that could not be written. */
  let lost: { error: unknown } | null = null;
  const onAbort = () => aborting.abort(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  const ended = new Promise<null>((resolve) =>
    aborting.signal.addEventListener('abort', () => resolve(null), { once: true }),
  );

  const start = (step: PlannedStep): Promise<StepRecord> =>
    runStep(step, {
      run,
      host,
      data: { inputs: run.inputs, steps: visibleSteps(step, records) },
      signal: aborting.signal,
    });
  const write = async (record: StepRecord, durable: boolean): Promise<void> => {
    const written = host.record(record, { durable }).catch((error: unknown) => {
      lost ??= { error };
      aborting.abort(error);
      throw error;
    });
    if (!durable) {
      written.catch(() => undefined);
      return;
    }
    writing.add(written);
    try {
      await written;
    } finally {
      writing.delete(written);
    }
  };

  try {
    for (;;) {
      const todo = next(plan, records);
      if (todo.status === 'failed') return { status: 'failed', error: todo.error };
      if (todo.status === 'stopped') return { status: 'succeeded', output: todo.record.output };
      if (todo.status === 'completed')
        return await completeRun(plan, run, records, host, aborting.signal);
      for (const step of todo.steps) {
        if (inFlight.has(step.id) || inFlight.size >= MAX_SIDE_BY_SIDE) continue;
        inFlight.set(step.id, settle(start(step), write, step, host));
      }
      const finished = await Promise.race([...inFlight.values(), ended]);
      if (lost) throw (lost as { error: unknown }).error;
      if (finished === null) return { status: 'cancelled' };
      inFlight.delete(finished.path);
      records.set(finished.path, finished);
    }
  } catch (error) {
    if (lost) throw (lost as { error: unknown }).error;
    if (signal.aborted) return { status: 'cancelled' };
    throw error;
  } finally {
    signal.removeEventListener('abort', onAbort);
    aborting.abort(new Error('The run has ended.'));
    for (const promise of inFlight.values()) promise.catch(() => undefined);
    // What was done and paid for is in the journal before the run is over.
    if (!lost) await Promise.allSettled(writing);
  }
}

/** A step's end: written to the journal, then told to those who watch. */
async function settle(
  running: Promise<StepRecord>,
  write: (record: StepRecord, durable: boolean) => Promise<void>,
  step: PlannedStep,
  host: RunHost,
): Promise<StepRecord> {
  const record = await running;
  await write(record, step.kind.nature !== 'pure' && record.status !== 'skipped');
  host.emit({ type: 'step.finished', step: record });
  return record;
}

/** What a step's expressions see: the steps that it mentions. A skipped one is absent. */
function visibleSteps(
  step: PlannedStep,
  records: ReadonlyMap<string, StepRecord>,
): Record<string, JsonValue> {
  const visible: Record<string, JsonValue> = {};
  for (const id of step.mentions) putStep(visible, records.get(id));
  return visible;
}

function putStep(visible: Record<string, JsonValue>, record: StepRecord | undefined): void {
  if (record?.status === 'succeeded') visible[record.path] = record.output;
  if (record?.status === 'failed') {
    const { code, message } = record.error ?? { code: 'step-failed', message: 'The step failed.' };
    visible[record.path] = { error: { code, message } };
  }
}

/** Fills in the output of a run whose steps are all done. */
async function completeRun(
  plan: Plan,
  run: RunToExecute,
  records: ReadonlyMap<string, StepRecord>,
  host: RunHost,
  signal: AbortSignal,
): Promise<RunOutcome> {
  const steps: Record<string, JsonValue> = {};
  for (const step of plan.steps) putStep(steps, records.get(step.id));
  try {
    const scope = { now: run.createdAt, seed: `${run.id} output`, signal };
    const output = (await plan.output.render({ inputs: run.inputs, steps }, scope)) ?? null;
    const problem = findJsonProblem(output);
    if (problem)
      throw new StepError(
        'output-refused',
        `The output${problem.pointer === '' ? '' : ` at ${problem.pointer}`} ${problem.detail}.`,
      );
    return { status: 'succeeded', output };
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof StepError) {
      return {
        status: 'failed',
        error: { code: error.code, message: `The output could not be made: ${error.message}` },
      };
    }
    host.reportBug?.(error, '');
    return {
      status: 'failed',
      error: {
        code: 'internal-error',
        message: 'The run failed for a reason that is ours. The operator finds it in the log.',
      },
    };
  }
}
