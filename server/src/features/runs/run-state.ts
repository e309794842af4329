/**
 * The life of a run.
 *
 * - `queued`: accepted, nobody carries it out. Entered when nobody waits for the run, when the
 *   process is full, and when a process that stops hands it back. Left for `running` when a process
 *   claims it, for `cancelled` when somebody cancels it.
 * - `running`: one process carries it out and holds its fence. Left for an end when the steps are
 *   done, for `queued` when its process stops; when the process dies, another claims the run, which
 *   stays `running` with a higher fence.
 * - `waiting`: nobody carries it out until something happens (an approval, a moment in time). Left
 *   for `queued` when that happens, for `cancelled` when somebody cancels it.
 * - `succeeded`, `failed`, `cancelled`: the end. Nothing leaves them; whatever arrives later, such
 *   as a result of a process that was thought dead, is ignored.
 */
export const RUN_STATUSES = [
  'queued',
  'running',
  'waiting',
  'succeeded',
  'failed',
  'cancelled',
] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];

export const NEXT = {
  queued: ['running', 'cancelled', 'failed'],
  running: ['queued', 'waiting', 'succeeded', 'failed', 'cancelled'],
  waiting: ['queued', 'cancelled', 'failed'],
  succeeded: [],
  failed: [],
  cancelled: [],
} as const satisfies Record<RunStatus, readonly RunStatus[]>;

export function isAllowed(from: RunStatus, to: RunStatus): boolean {
  return (NEXT[from] as readonly RunStatus[]).includes(to);
}

export function isFinished(status: RunStatus): boolean {
  return NEXT[status].length === 0;
}

/** States that a move to `to` may start from, for the condition of an update. */
export function statesBefore(to: RunStatus): RunStatus[] {
  return RUN_STATUSES.filter((from) => isAllowed(from, to));
}

/** What started a run. */
export const RUN_TRIGGERS = ['api', 'app', 'draft'] as const;
export type RunTrigger = (typeof RUN_TRIGGERS)[number];
