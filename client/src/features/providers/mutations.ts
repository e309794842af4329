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
import type { ProviderScope } from './provider-scope';
import { platformProvidersQuery } from './queries';

/** Aliases point at models of providers, so both are asked for again. */
const refresh = (workspace: string, scope: ProviderScope = 'workspace') =>
  Promise.all(
    [
      scope === 'platform'
        ? platformProvidersQuery(browserApi).queryKey
        : workspaceKey(workspace, 'providers'),
      // Of every workspace, when it is the platform's; the copies of the others are short-lived.
      workspaceKey(workspace, 'models'),
    ].map((queryKey) => getQueryClient().invalidateQueries({ queryKey })),
  );

export interface NewProvider {
  scope: ProviderScope;
  body: CreateProviderBody;
}

export const createProvider = (
  workspace: string,
): UseMutationOptions<Provider, Error, NewProvider> => ({
  mutationFn: ({ scope, body }) =>
    unwrap(
      scope === 'platform'
        ? browserApi.POST('/api/v1/admin/providers', { body })
        : browserApi.POST('/api/v1/workspaces/{workspace}/providers', {
            params: { path: { workspace } },
            body,
          }),
    ),
  onSuccess: (_made, { scope }) => refresh(workspace, scope),
});

export const updateProvider = (
  workspace: string,
  scope: ProviderScope,
  provider: string,
): UseMutationOptions<Provider, Error, UpdateProviderBody> => ({
  mutationFn: (body) =>
    unwrap(
      scope === 'platform'
        ? browserApi.PATCH('/api/v1/admin/providers/{provider}', {
            params: { path: { provider } },
            body,
          })
        : browserApi.PATCH('/api/v1/workspaces/{workspace}/providers/{provider}', {
            params: { path: { workspace, provider } },
            body,
          }),
    ),
  onSuccess: () => refresh(workspace, scope),
});

export const removeProvider = (
  workspace: string,
  scope: ProviderScope,
): UseMutationOptions<unknown, Error, string> => ({
  mutationFn: (provider) =>
    unwrap(
      scope === 'platform'
        ? browserApi.DELETE('/api/v1/admin/providers/{provider}', {
            params: { path: { provider } },
          })
        : browserApi.DELETE('/api/v1/workspaces/{workspace}/providers/{provider}', {
            params: { path: { workspace, provider } },
          }),
    ),
  onSuccess: () => refresh(workspace, scope),
});

export const testProvider = (
  workspace: string,
  scope: ProviderScope,
): UseMutationOptions<ProviderTest, Error, string> => ({
  mutationFn: (provider) =>
    unwrap(
      scope === 'platform'
        ? browserApi.POST('/api/v1/admin/providers/{provider}/test', {
            params: { path: { provider } },
            body: {},
          })
        : browserApi.POST('/api/v1/workspaces/{workspace}/providers/{provider}/test', {
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
