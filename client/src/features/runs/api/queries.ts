import { queryOptions } from '@tanstack/react-query';
import { type ApiClient } from '@/lib/api/client';
import { unwrap } from '@/lib/api/unwrap';

export const runKey = (run: string) => ['runs', run] as const;

export const runQuery = (api: ApiClient, run: string) =>
  queryOptions({
    queryKey: runKey(run),
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/v1/runs/{run}', { params: { path: { run } }, signal })),
  });
