import type { JsonValue } from '@/features/tools/definition';
import type { paths } from '@/lib/api/schema';

type Answer<Operation> = Operation extends {
  responses: { 200: { content: { 'application/json': infer T } } };
}
  ? T
  : never;

/** What a tool takes and gives can be any JSON, all the way down. */
type WithJson<T, Key extends keyof T> = Omit<T, Key> & { [K in Key]: JsonValue };

type RunAnswer = Answer<paths['/api/v1/runs/{run}']['get']>;
export type RunError = Omit<NonNullable<RunAnswer['error']>, 'details'> & { details?: JsonValue };
export type Usage = NonNullable<RunAnswer['usage']>;
export type RunStep = Omit<WithJson<RunAnswer['steps'][number], 'input' | 'output'>, 'error'> & {
  error: RunError | null;
};

/** A run with its steps. */
export type Run = Omit<WithJson<RunAnswer, 'inputs' | 'output'>, 'error' | 'steps'> & {
  error: RunError | null;
  steps: RunStep[];
};
export type RunStatus = Run['status'];
export type RunTrigger = Run['trigger'];
export type RunRow = Answer<paths['/api/v1/workspaces/{workspace}/runs']['get']>['items'][number];

export const RUN_STATUSES = [
  'queued',
  'running',
  'waiting',
  'succeeded',
  'failed',
  'cancelled',
] as const satisfies readonly RunStatus[];
