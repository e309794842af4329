import { type UseMutationOptions } from '@tanstack/react-query';
import { browserApi } from '@/lib/api/client';
import { workspaceKey } from '@/lib/api/queries';
import { getQueryClient } from '@/lib/api/query-client';
import type { Template, Tool } from '@/lib/api/types';
import { unwrap } from '@/lib/api/unwrap';

export const createToolFromTemplate = (
  workspace: string,
): UseMutationOptions<Tool, Error, Template> => ({
  mutationFn: (template) =>
    unwrap(
      browserApi.POST('/api/v1/workspaces/{workspace}/tools', {
        params: { path: { workspace } },
        body: { name: template.name, description: template.description, template: template.key },
      }),
    ),
  onSuccess: () =>
    void getQueryClient().invalidateQueries({ queryKey: workspaceKey(workspace, 'tools') }),
});
