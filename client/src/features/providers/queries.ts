import { queryOptions } from '@tanstack/react-query';
import type { ApiClient } from '@/lib/api/client';
import { unwrap } from '@/lib/api/unwrap';

/** The model servers that serve every workspace; answered to admins only. */
export const platformProvidersQuery = (api: ApiClient) =>
  queryOptions({
    queryKey: ['platform', 'providers'],
    queryFn: ({ signal }) =>
      // More than the platform may have: one page holds them all.
      unwrap(api.GET('/api/v1/admin/providers', { params: { query: { limit: 100 } }, signal })),
  });
