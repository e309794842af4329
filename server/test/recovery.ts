import { randomBytes } from 'node:crypto';
import type { Api } from './server-process.js';
import type { Upstream } from './upstream.js';

/** Claiming the runs of a dead process takes its 12 s of silence, a sweep and a job. */
export const TAKEOVER_MS = 40_000;

export interface Run {
  id: string;
  status: string;
  output: unknown;
  error: { code: string } | null;
  steps: { path: string; status: string; output: unknown }[];
}

export interface Prepared {
  token: string;
  workspace: string;
  tool: string;
  /** Path of the runs of the published tool. */
  runs: string;
}

/** An account with a published tool of this definition. */
export async function prepare(api: Api, definition: object): Promise<Prepared> {
  const { accessToken: token } = await api.call<{ accessToken: string }>(
    'POST',
    '/auth/register',
    null,
    {
      email: `${randomBytes(5).toString('hex')}@example.test`,
      password: 'correct horse battery',
      name: 'Recovery',
    },
  );
  const me = await api.call<{ workspaces: { slug: string }[] }>('GET', '/me', token);
  const workspace = me.workspaces[0]?.slug as string;
  const { slug: tool } = await api.call<{ slug: string }>(
    'POST',
    `/workspaces/${workspace}/tools`,
    token,
    { name: 'Long', definition },
  );
  await api.call('POST', `/workspaces/${workspace}/tools/${tool}/versions`, token, {
    notes: 'v1',
  });
  return { token, workspace, tool, runs: `/tools/${workspace}/${tool}/runs` };
}

/** Steps that ask the upstream one after the other: /<name>/1, /<name>/2, ... */
export function chainOf(upstream: Upstream, name: string, count: number): object {
  const ids = Array.from({ length: count }, (_, index) => `s${index + 1}`);
  return {
    schemaVersion: 1,
    inputs: { type: 'object', properties: {} },
    steps: ids.map((id, index) => ({
      id,
      kind: 'http',
      with: { method: 'POST', url: `${upstream.url}/${name}/${index + 1}`, json: {} },
      ...(index > 0 ? { after: [ids[index - 1]] } : {}),
      timeoutSeconds: 120,
    })),
    output: Object.fromEntries(ids.map((id) => [id, `{{ steps.${id}.body.n }}`])),
  };
}

/** The run once it has ended. */
export async function ended(api: Api, token: string, runId: string): Promise<Run> {
  // The stream of events ends with the run: nothing to poll for.
  const response = await fetch(`${api.url}/api/v1/runs/${runId}/events`, {
    headers: { authorization: `Bearer ${token}` },
  });
  await response.text();
  return api.call<Run>('GET', `/runs/${runId}`, token);
}

/** Asks until it is so. */
export async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isTrue())) await new Promise((resolve) => setTimeout(resolve, 50));
}
