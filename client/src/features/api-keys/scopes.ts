import type { ApiKey } from '@/lib/api/types';

export type ApiScope = ApiKey['scopes'][number];

/** All scopes, the one that most keys need first. */
export const API_SCOPES = [
  'runs:create',
  'runs:read',
  'tools:read',
  'tools:write',
] as const satisfies readonly ApiScope[];
