import type { UseMutationOptions } from '@tanstack/react-query';
import { browserApi } from '@/lib/api/client';
import { workspaceKey } from '@/lib/api/queries';
import { getQueryClient } from '@/lib/api/query-client';
import type {
  CreateProviderBody,
  ModelAlias,
  Provider,
  ProviderTest,
  UpdateProviderBody,
} from '@/lib/api/types';
import { unwrap } from '@/lib/api/unwrap';

/** Aliases point at models of providers, so both are asked for again. */
const refresh = (workspace: string) =>
  Promise.all([
    getQueryClient().invalidateQueries({ queryKey: workspaceKey(workspace, 'providers') }),
    getQueryClient().invalidateQueries({ queryKey: workspaceKey(workspace, 'models') }),
  ]);

export const createProvider = (
  workspace: string,
): UseMutationOptions<Provider, Error, CreateProviderBody> => ({
  mutationFn: (body) =>
    unwrap(
      browserApi.POST('/api/v1/workspaces/{workspace}/providers', {
        params: { path: { workspace } },
        body,
      }),
    ),
  onSuccess: () => refresh(workspace),
});

export const updateProvider = (
  workspace: string,
  provider: string,
): UseMutationOptions<Provider, Error, UpdateProviderBody> => ({
  mutationFn: (body) =>
    unwrap(
      browserApi.PATCH('/api/v1/workspaces/{workspace}/providers/{provider}', {
        params: { path: { workspace, provider } },
        body,
      }),
    ),
  onSuccess: () => refresh(workspace),
});

export const removeProvider = (workspace: string): UseMutationOptions<unknown, Error, string> => ({
  mutationFn: (provider) =>
    unwrap(
      browserApi.DELETE('/api/v1/workspaces/{workspace}/providers/{provider}', {
        params: { path: { workspace, provider } },
      }),
    ),
  onSuccess: () => refresh(workspace),
});

export const testProvider = (
  workspace: string,
): UseMutationOptions<ProviderTest, Error, string> => ({
  mutationFn: (provider) =>
    unwrap(
      browserApi.POST('/api/v1/workspaces/{workspace}/providers/{provider}/test', {
        params: { path: { workspace, provider } },
        body: {},
      }),
    ),
});

export interface AliasChange {
  alias: string;
  provider: string;
  model: string;
}

export const setModelAlias = (
  workspace: string,
): UseMutationOptions<ModelAlias, Error, AliasChange> => ({
  mutationFn: ({ alias, ...body }) =>
    unwrap(
      browserApi.PUT('/api/v1/workspaces/{workspace}/model-aliases/{alias}', {
        params: { path: { workspace, alias } },
        body,
      }),
    ),
  onSuccess: () => refresh(workspace),
});
