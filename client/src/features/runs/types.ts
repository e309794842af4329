import type { paths } from '@/lib/api/schema';

type Answer<Operation> = Operation extends {
  responses: { 200: { content: { 'application/json': infer T } } };
}
  ? T
  : never;

/** A run with its steps. */
export type Run = Answer<paths['/api/v1/runs/{run}']['get']>;
export type RunStep = Run['steps'][number];
export type RunStatus = Run['status'];
export type RunError = NonNullable<Run['error']>;
export type Usage = NonNullable<Run['usage']>;
type RunList = Answer<paths['/api/v1/workspaces/{workspace}/runs']['get']>;
export type RunRow = RunList['items'][number];

export const RUN_STATUSES = [
  'queued',
  'running',
  'waiting',
  'succeeded',
  'failed',
  'cancelled',
] as const satisfies readonly RunStatus[];
export type RunTrigger = Run['trigger'];
