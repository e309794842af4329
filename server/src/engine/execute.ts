import type { Plan } from './plan.js';
import type { JsonValue, RunEvent, RunOutcome, StepRecord, StepServices } from './types.js';

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
   * (a step with an effect or a cost); without it the row may share a later commit. Rejects when
   * this process no longer owns the run: everything in flight is then aborted.
   */
  record(step: StepRecord, options: { durable: boolean }): Promise<void>;
}

/** Carries a run from what its journal holds to its outcome. */
export declare function executeRun(
  plan: Plan,
  run: RunToExecute,
  journal: readonly StepRecord[],
  host: RunHost,
  signal: AbortSignal,
): Promise<RunOutcome>;
