import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { ApiClient } from './client';
import type { RunStatus, RunSummary } from './types';
import { unwrap } from './unwrap';

/**
 * Queries that several features share. The same factory serves the server's prefetch and the browser.
 * Keys begin with `workspaces, <slug>`: what belongs to a workspace is invalidated together.
 */
export const workspaceKey = (workspace: string, ...rest: readonly unknown[]) =>
  ['workspaces', workspace, ...rest] as const;

export const templatesQuery = (api: ApiClient) =>
  queryOptions({
    queryKey: ['templates'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/templates', { signal })),
    // They change with a release of the platform only.
    staleTime: 10 * 60_000,
  });

export const toolsQuery = (
  api: ApiClient,
  workspace: string,
  options: { search?: string; limit?: number; archived?: 'true' } = {},
) =>
  infiniteQueryOptions({
    queryKey: workspaceKey(workspace, 'tools', 'list', options),
    initialPageParam: undefined as string | undefined,
    queryFn: ({ signal, pageParam }) =>
      unwrap(
        api.GET('/api/v1/workspaces/{workspace}/tools', {
          params: { path: { workspace }, query: { ...options, cursor: pageParam } },
          signal,
        }),
      ),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

export interface RunFilters {
  tool?: string;
  status?: RunStatus;
  trigger?: RunSummary['trigger'];
  from?: string;
  to?: string;
  limit?: number;
}

export const runsQuery = (api: ApiClient, workspace: string, filters: RunFilters = {}) =>
  infiniteQueryOptions({
    queryKey: workspaceKey(workspace, 'runs', 'list', filters),
    initialPageParam: undefined as string | undefined,
    queryFn: ({ signal, pageParam }) =>
      unwrap(
        api.GET('/api/v1/workspaces/{workspace}/runs', {
          params: { path: { workspace }, query: { ...filters, cursor: pageParam } },
          signal,
        }),
      ),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

export const providersQuery = (api: ApiClient, workspace: string) =>
  queryOptions({
    queryKey: workspaceKey(workspace, 'providers'),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v1/workspaces/{workspace}/providers', {
          // More than a workspace may have: one page holds them all.
          params: { path: { workspace }, query: { limit: 100 } },
          signal,
        }),
      ),
  });

/** Every model that a step may name here, of the workspace and of the platform, and what the aliases mean. */
export const modelsQuery = (api: ApiClient, workspace: string) =>
  queryOptions({
    queryKey: workspaceKey(workspace, 'models'),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v1/workspaces/{workspace}/models', {
          params: { path: { workspace } },
          signal,
        }),
      ),
  });

export const apiKeysQuery = (api: ApiClient, workspace: string) =>
  infiniteQueryOptions({
    queryKey: workspaceKey(workspace, 'api-keys'),
    initialPageParam: undefined as string | undefined,
    queryFn: ({ signal, pageParam }) =>
      unwrap(
        api.GET('/api/v1/workspaces/{workspace}/api-keys', {
          params: { path: { workspace }, query: { cursor: pageParam } },
          signal,
        }),
      ),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
