import { infiniteQueryOptions } from '@tanstack/react-query';
import type { ApiClient } from '@/lib/api/client';
import { workspaceKey } from '@/lib/api/queries';
import { unwrap } from '@/lib/api/unwrap';

/** The people of a workspace, those who came last first. */
export const membersQuery = (api: ApiClient, workspace: string) =>
  infiniteQueryOptions({
    queryKey: workspaceKey(workspace, 'members'),
    initialPageParam: undefined as string | undefined,
    queryFn: ({ signal, pageParam }) =>
      unwrap(
        api.GET('/api/v1/workspaces/{workspace}/members', {
          params: { path: { workspace }, query: { limit: 50, cursor: pageParam } },
          signal,
        }),
      ),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
