/** Platform roles. */
export type PlatformRole = 'admin' | 'maker';

/** Roles in a workspace, the strongest first. */
export const WORKSPACE_ROLES = ['owner', 'editor', 'runner'] as const;
export type WorkspaceRole = (typeof WORKSPACE_ROLES)[number];

export const API_SCOPES = ['runs:create', 'runs:read', 'tools:read', 'tools:write'] as const;
export type ApiScope = (typeof API_SCOPES)[number];

/** Who is calling. */
export type Principal = UserPrincipal | ApiKeyPrincipal;

export interface UserPrincipal {
  kind: 'user';
  userId: string;
  platformRole: PlatformRole;
  sessionId: string;
}

export interface ApiKeyPrincipal {
  kind: 'api-key';
  keyId: string;
  workspaceId: string;
  workspaceSlug: string;
  scopes: readonly ApiScope[];
  /** Ids of the tools it may use; null: all of the workspace. */
  toolIds: readonly string[] | null;
}

/** A caller inside one workspace: the first argument of every service method that works there. */
export interface Member {
  workspaceId: string;
  workspaceSlug: string;
  /** `null` for an API key. */
  role: WorkspaceRole | null;
  principal: Principal;
}

/** True when a role is at least as strong as the one asked for. */
export function roleAllows(role: WorkspaceRole, asked: WorkspaceRole): boolean {
  return WORKSPACE_ROLES.indexOf(role) <= WORKSPACE_ROLES.indexOf(asked);
}

/** False for a key that is limited to other tools. */
export function mayUseTool(principal: Principal, toolId: string): boolean {
  return (
    principal.kind === 'user' || principal.toolIds === null || principal.toolIds.includes(toolId)
  );
}
