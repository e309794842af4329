import type { JsonObject } from '@/features/tools/definition';
import { PROXY_PREFIX, browserApi } from '@/lib/api/client';
import { ApiProblem, toApiProblem } from '@/lib/api/problem';
import { unwrap } from '@/lib/api/unwrap';
import { type LiveRun, applyEvent, isFinal } from './live-run';
import { readEvents } from './sse';
import type { Run } from './types';

type OnChange = (live: LiveRun) => void;

/** Which version of a tool to run: what is being written, or what callers get. */
export interface RunTarget {
  workspace: string;
  tool: string;
  version: 'draft' | 'live';
}

const addressOf = ({ workspace, tool, version }: RunTarget): string =>
  version === 'draft'
    ? `/api/v1/workspaces/${workspace}/tools/${tool}/draft/runs`
    : `/api/v1/tools/${workspace}/${tool}/runs`;

/**
 * Starts a run and tells what happens to it until it ends.
 * @throws ApiProblem when the server refuses the run, such as for inputs that break their schema.
 */
export async function startRun(
  target: RunTarget,
  inputs: JsonObject,
  live: LiveRun,
  onChange: OnChange,
  signal: AbortSignal,
): Promise<void> {
  const response = await request(addressOf(target), {
    method: 'POST',
    headers: { accept: 'text/event-stream', 'content-type': 'application/json' },
    body: JSON.stringify({ inputs }),
    signal,
  });
  await follow(response, live, onChange, signal);
}

/** Goes on watching a run that exists, from what is known of it. */
export async function watchRun(
  live: LiveRun,
  onChange: OnChange,
  signal: AbortSignal,
): Promise<void> {
  await follow(await openEvents(live, signal), live, onChange, signal);
}

const RECONNECTS = 5;

/** Reads events; when the connection ends before the run does, it is opened again where it broke off. */
async function follow(
  first: Response,
  start: LiveRun,
  onChange: OnChange,
  signal: AbortSignal,
): Promise<void> {
  let live = start;
  let response: Response | null = first;
  for (let attempt = 0; attempt <= RECONNECTS; attempt++) {
    if (response?.body) {
      try {
        for await (const event of readEvents(response.body)) {
          live = applyEvent(live, event);
          onChange(live);
          attempt = 0;
        }
      } catch (error) {
        if (signal.aborted) throw error;
      }
    }
    if (isFinal(live.status) || live.id === null) break;
    response = await openEvents(live, signal).catch((error: unknown) => {
      if (signal.aborted) throw error;
      return null;
    });
  }
  if (isFinal(live.status) && live.run) return;
  if (live.id === null) throw new ApiProblem(0, { code: 'network' });
  // Whatever was missed, the record of the run has it.
  const run = await unwrap(
    browserApi.GET('/api/v1/runs/{run}', { params: { path: { run: live.id } }, signal }),
  );
  onChange(applyEvent(live, { id: undefined, event: 'run.finished', data: JSON.stringify(run) }));
}

const openEvents = (live: LiveRun, signal: AbortSignal): Promise<Response> =>
  request(`/api/v1/runs/${live.id}/events`, {
    headers: {
      accept: 'text/event-stream',
      ...(live.lastEventId ? { 'last-event-id': live.lastEventId } : {}),
    },
    signal,
  });

async function request(path: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(PROXY_PREFIX + path, init);
  } catch (cause) {
    if (cause instanceof Error && cause.name === 'AbortError') throw cause;
    throw new ApiProblem(0, { code: 'network' }, { cause });
  }
  if (!response.ok) throw await toApiProblem(response);
  return response;
}

/** Stops a run, also in the middle of a step. */
export const cancelRun = (run: string): Promise<Run> =>
  unwrap(
    browserApi.POST('/api/v1/runs/{run}/cancel', { params: { path: { run } } }),
  ) as Promise<Run>;
