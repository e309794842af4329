import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { ApiClient } from '@/lib/api/client';
import { workspaceKey } from '@/lib/api/queries';
import { unwrap } from '@/lib/api/unwrap';

export const toolKey = (workspace: string, tool: string, ...rest: readonly unknown[]) =>
  workspaceKey(workspace, 'tools', 'one', tool, ...rest);

export const toolQuery = (api: ApiClient, workspace: string, tool: string) =>
  queryOptions({
    queryKey: toolKey(workspace, tool),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v1/workspaces/{workspace}/tools/{tool}', {
          params: { path: { workspace, tool } },
          signal,
        }),
      ),
  });

export const versionsQuery = (api: ApiClient, workspace: string, tool: string) =>
  infiniteQueryOptions({
    queryKey: toolKey(workspace, tool, 'versions'),
    initialPageParam: undefined as string | undefined,
    queryFn: ({ signal, pageParam }) =>
      unwrap(
        api.GET('/api/v1/workspaces/{workspace}/tools/{tool}/versions', {
          params: { path: { workspace, tool }, query: { cursor: pageParam } },
          signal,
        }),
      ),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

/** One version with its definition; a version never changes. */
export const versionQuery = (api: ApiClient, workspace: string, tool: string, number: number) =>
  queryOptions({
    queryKey: toolKey(workspace, tool, 'versions', number),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v1/workspaces/{workspace}/tools/{tool}/versions/{number}', {
          params: { path: { workspace, tool, number } },
          signal,
        }),
      ),
    staleTime: Infinity,
  });

export const stepKindsQuery = (api: ApiClient) =>
  queryOptions({
    queryKey: ['step-kinds'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/step-kinds', { signal })),
    // They change with a release of the platform only.
    staleTime: 10 * 60_000,
  });
