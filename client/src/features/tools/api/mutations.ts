import { useMutation, useQueryClient } from '@tanstack/react-query';
import { browserApi } from '@/lib/api/client';
import { workspaceKey } from '@/lib/api/queries';
import type { Tool } from '@/lib/api/types';
import { unwrap } from '@/lib/api/unwrap';
import type { Definition } from '../definition';
import { toolKey } from './queries';
import type { Draft } from './types';

const pathOf = (workspace: string, tool: string) => ({ path: { workspace, tool } });

export function useCreateTool(workspace: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: { name: string; description?: string }) =>
      unwrap(
        browserApi.POST('/api/v1/workspaces/{workspace}/tools', {
          params: { path: { workspace } },
          body,
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: workspaceKey(workspace, 'tools') }),
  });
}

export interface SaveDraft {
  definition: Definition;
  /** What the definition was made from; the server refuses when somebody saved a newer one. */
  revision: number;
}

export function useSaveDraft(workspace: string, tool: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ definition, revision }: SaveDraft): Promise<Draft> =>
      unwrap(
        browserApi.PUT('/api/v1/workspaces/{workspace}/tools/{tool}/draft', {
          params: { ...pathOf(workspace, tool), header: { 'If-Match': `"${revision}"` } },
          body: { definition: definition as unknown as Record<string, unknown> },
        }),
      ),
    onSuccess: (draft) => {
      queries.setQueryData(
        toolKey(workspace, tool),
        (old: Tool | undefined) => old && { ...old, draft },
      );
      return queries.invalidateQueries({ queryKey: toolKey(workspace, tool) });
    },
  });
}

export function useUpdateTool(workspace: string, tool: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: { name?: string; description?: string }) =>
      unwrap(
        browserApi.PATCH('/api/v1/workspaces/{workspace}/tools/{tool}', {
          params: pathOf(workspace, tool),
          body,
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: workspaceKey(workspace, 'tools') }),
  });
}

export function useArchiveTool(workspace: string, tool: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () =>
      unwrap(
        browserApi.DELETE('/api/v1/workspaces/{workspace}/tools/{tool}', {
          params: pathOf(workspace, tool),
        }),
      ),
    onSuccess: () =>
      queries.invalidateQueries({ queryKey: workspaceKey(workspace, 'tools', 'list') }),
  });
}

/** Makes the saved draft an immutable version, and that version live. */
export function usePublish(workspace: string, tool: string) {
  const queries = useQueryClient();
  return useMutation({
    // The revision that was shown is the one that is published, whoever saves meanwhile.
    mutationFn: ({ notes, revision }: { notes: string; revision: number }) =>
      unwrap(
        browserApi.POST('/api/v1/workspaces/{workspace}/tools/{tool}/versions', {
          params: { ...pathOf(workspace, tool), header: { 'If-Match': `"${revision}"` } },
          body: { notes },
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: workspaceKey(workspace, 'tools') }),
  });
}

export function useMakeLive(workspace: string, tool: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (number: number) =>
      unwrap(
        browserApi.PUT('/api/v1/workspaces/{workspace}/tools/{tool}/live', {
          params: pathOf(workspace, tool),
          body: { number },
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: workspaceKey(workspace, 'tools') }),
  });
}

export function useRestoreTool(workspace: string, tool: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () =>
      unwrap(
        browserApi.POST('/api/v1/workspaces/{workspace}/tools/{tool}/restore', {
          params: pathOf(workspace, tool),
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: workspaceKey(workspace, 'tools') }),
  });
}
