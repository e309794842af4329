import type { UseMutationOptions } from '@tanstack/react-query';
import { browserApi } from '@/lib/api/client';
import { apiKeysQuery } from '@/lib/api/queries';
import { getQueryClient } from '@/lib/api/query-client';
import type { CreateApiKeyBody, CreatedApiKey } from '@/lib/api/types';
import { unwrap } from '@/lib/api/unwrap';

const refresh = (workspace: string) =>
  getQueryClient().invalidateQueries({ queryKey: apiKeysQuery(browserApi, workspace).queryKey });

export const createApiKey = (
  workspace: string,
): UseMutationOptions<CreatedApiKey, Error, CreateApiKeyBody> => ({
  mutationFn: (body) =>
    unwrap(
      browserApi.POST('/api/v1/workspaces/{workspace}/api-keys', {
        params: { path: { workspace } },
        body,
      }),
    ),
  onSuccess: () => void refresh(workspace),
});

export const revokeApiKey = (workspace: string): UseMutationOptions<unknown, Error, string> => ({
  mutationFn: (key) =>
    unwrap(
      browserApi.DELETE('/api/v1/workspaces/{workspace}/api-keys/{key}', {
        params: { path: { workspace, key } },
      }),
    ),
  onSuccess: () => refresh(workspace),
});
