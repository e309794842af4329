import { queryOptions } from '@tanstack/react-query';
import { PROXY_PREFIX } from '@/lib/api/client';
import { ApiProblem, toApiProblem } from '@/lib/api/problem';
import { toolKey } from './queries';

/** Where the reader finds the OpenAPI document of one tool, with the session of this page. */
export const openApiPath = (workspace: string, tool: string): string =>
  `${PROXY_PREFIX}/api/v1/tools/${workspace}/${tool}/openapi.json`;

/**
 * The public address of the API. The document names it, because only the server knows how it is
 * reached from outside; this page may be served from another host.
 */
export const apiOriginQuery = (workspace: string, tool: string) =>
  queryOptions({
    queryKey: toolKey(workspace, tool, 'origin'),
    queryFn: async ({ signal }): Promise<string> => {
      const response = await fetch(openApiPath(workspace, tool), { signal });
      if (!response.ok) throw await toApiProblem(response);
      const document: unknown = await response.json();
      const url = serverUrl(document);
      if (!url) throw new ApiProblem(502, { code: 'no-server-url' });
      return url.replace(/\/api\/v1\/?$/, '');
    },
    staleTime: 10 * 60_000,
  });

function serverUrl(document: unknown): string | null {
  const servers = (document as { servers?: { url?: unknown }[] } | null)?.servers;
  const url = Array.isArray(servers) ? servers[0]?.url : null;
  return typeof url === 'string' ? url : null;
}
