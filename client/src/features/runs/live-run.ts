import type { JsonValue } from '@/features/tools/definition';
import type { ServerSentEvent } from './sse';
import type { Run, RunError, RunStatus, RunStep } from './types';

/** A step as it is watched: running until its record arrives. */
export interface LiveStep {
  path: string;
  kind: string;
  status: 'pending' | 'running' | 'retrying' | RunStep['status'];
  attempt: number;
  startedAt: string | null;
  finishedAt: string | null;
  /** What a model has written so far. */
  text: string;
  /** Why the last attempt failed, while the next one is waited for. */
  retry: RunError | null;
  record: RunStep | null;
}

/** What is known about a run while it is watched. */
export interface LiveRun {
  id: string | null;
  status: RunStatus | 'starting';
  steps: readonly LiveStep[];
  /** The whole run, as soon as it has ended. */
  run: Run | null;
  lastEventId: string | undefined;
}

/** Steps that the plan announces are shown as pending until they start. */
export function startingRun(planned: readonly { path: string; kind: string }[] = []): LiveRun {
  return {
    id: null,
    status: 'starting',
    steps: planned.map((step) => newStep(step.path, step.kind)),
    run: null,
    lastEventId: undefined,
  };
}

/** A run that was read as a whole, so that watching can go on from there. */
export function liveRunOf(run: Run): LiveRun {
  const steps = run.steps.map((record) => finishedStep(newStep(record.path, record.kind), record));
  return {
    id: run.id,
    status: run.status,
    steps,
    run: isFinal(run.status) ? run : null,
    lastEventId: undefined,
  };
}

export const isFinal = (status: LiveRun['status']): boolean =>
  ['succeeded', 'failed', 'cancelled'].includes(status);

/** Puts one event of the server into what is known. Repeated events change nothing. */
export function applyEvent(live: LiveRun, event: ServerSentEvent): LiveRun {
  const data = parse(event.data);
  if (!data) return live;
  const next = { ...live, lastEventId: event.id ?? live.lastEventId };
  switch (event.event) {
    case 'run':
      return {
        ...next,
        id: data.id ?? live.id,
        status: isFinal(live.status) ? live.status : (data.status ?? live.status),
      };
    case 'step.started':
      return withStep(next, data, (step) =>
        step.record
          ? step
          : {
              ...step,
              status: 'running',
              attempt: data.attempt ?? 1,
              startedAt: step.startedAt ?? data.at ?? null,
              text: '',
              retry: null,
            },
      );
    case 'step.retrying':
      return withStep(next, data, (step) =>
        step.record
          ? step
          : {
              ...step,
              status: 'retrying',
              attempt: data.attempt ?? step.attempt,
              retry: data.error ?? null,
            },
      );
    case 'step.token':
      return withStep(next, data, (step) =>
        step.record ? step : { ...step, text: step.text + (data.text ?? '') },
      );
    case 'step.finished':
      return data.step
        ? withStep(next, data.step, (step) => finishedStep(step, data.step as RunStep))
        : next;
    case 'run.finished':
      return finish(next, (data.run ?? data) as unknown as Run);
    default:
      return next;
  }
}

interface EventData {
  id?: string;
  status?: RunStatus;
  path?: string;
  kind?: string;
  attempt?: number;
  at?: string;
  text?: string;
  error?: RunError;
  step?: RunStep;
  run?: Run;
}

function parse(text: string): EventData | null {
  try {
    const value: JsonValue = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as unknown as EventData)
      : null;
  } catch {
    return null;
  }
}

const newStep = (path: string, kind: string): LiveStep => ({
  path,
  kind,
  status: 'pending',
  attempt: 0,
  startedAt: null,
  finishedAt: null,
  text: '',
  retry: null,
  record: null,
});

const finishedStep = (step: LiveStep, record: RunStep): LiveStep => ({
  ...step,
  kind: record.kind,
  status: record.status,
  attempt: record.attempt,
  startedAt: record.startedAt,
  finishedAt: record.finishedAt,
  retry: null,
  record,
});

function withStep(
  live: LiveRun,
  at: { path?: string; kind?: string },
  change: (step: LiveStep) => LiveStep,
): LiveRun {
  const { path } = at;
  if (path === undefined) return live;
  const known = live.steps.some((step) => step.path === path);
  const steps = known ? live.steps : [...live.steps, newStep(path, at.kind ?? '')];
  return {
    ...live,
    status: live.status === 'starting' || live.status === 'queued' ? 'running' : live.status,
    steps: steps.map((step) => (step.path === path ? change(step) : step)),
  };
}

/** The end of a run: its own list of steps wins over what was heard. */
function finish(live: LiveRun, run: Run): LiveRun {
  const records = run.steps ?? [];
  const steps = live.steps.map((step) => {
    const record = records.find((one) => one.path === step.path);
    if (record) return finishedStep(step, record);
    // What had not ended when the run did was cut off.
    return step.status === 'running' || step.status === 'retrying'
      ? { ...step, status: 'pending' as const }
      : step;
  });
  const unheard = records.filter((record) => !live.steps.some((step) => step.path === record.path));
  return {
    ...live,
    id: run.id ?? live.id,
    status: run.status,
    steps: [
      ...steps,
      ...unheard.map((record) => finishedStep(newStep(record.path, record.kind), record)),
    ],
    run: {
      ...run,
      steps: records.length > 0 ? records : live.steps.flatMap((step) => step.record ?? []),
    },
  };
}
