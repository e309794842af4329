/**
 * What to do next: a pure function of the plan and the journal. It does not matter in which order
 * the journal's steps finished, nor in which process; that is why a run can go on anywhere.
 *
 * A step is ready when every step that it needs has a record, whatever its status: a skipped step
 * gives nothing, a step that failed with `onError: continue` gives its error. The run ends
 *   - failed, when a step failed that was not allowed to;
 *   - stopped, when a step of kind `stop` succeeded;
 *   - completed, when every step has a record.
 * With several ends in the journal, the step that comes first in the plan decides.
 */

import type { Plan, PlannedStep } from './plan.js';
import type { RunError, StepRecord } from './types.js';

export type Next =
  | { status: 'failed'; error: RunError }
  | { status: 'stopped'; record: StepRecord }
  | { status: 'completed' }
  /** Steps without a record whose needs are met, in plan order; some of them may be running already. */
  | { status: 'ready'; steps: PlannedStep[] };

export type Journal = ReadonlyMap<string, StepRecord>;

export function toJournal(records: readonly StepRecord[]): Map<string, StepRecord> {
  return new Map(records.map((record) => [record.path, record]));
}

export function next(plan: Plan, journal: Journal): Next {
  const ready: PlannedStep[] = [];
  for (const step of plan.steps) {
    const record = journal.get(step.id);
    if (!record) {
      if (step.needs.every((need) => journal.has(need))) ready.push(step);
    } else if (record.status === 'failed' && step.definition.onError !== 'continue') {
      const fallback: RunError = { code: 'step-failed', message: 'The step failed.' };
      return { status: 'failed', error: { ...(record.error ?? fallback), path: record.path } };
    } else if (record.status === 'succeeded' && step.kind.endsRun) {
      return { status: 'stopped', record };
    }
  }
  if (ready.length > 0) return { status: 'ready', steps: ready };
  return { status: 'completed' };
}
