import type { ApiClient } from '@/lib/api/client';
import { runsQuery, toolsQuery } from '@/lib/api/queries';

export const recentToolsQuery = (api: ApiClient, workspace: string) =>
  toolsQuery(api, workspace, { limit: 6 });
export const recentRunsQuery = (api: ApiClient, workspace: string) =>
  runsQuery(api, workspace, { limit: 6 });
