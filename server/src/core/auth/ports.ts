import type { ApiKeyPrincipal, Member, Principal } from './principal.js';

/** Turns a bearer (access token or API key) into its principal. Implemented by the auth slice. */
export abstract class Authenticator {
  /** `null` when the bearer is unknown, expired or revoked. */
  abstract authenticate(bearer: string): Promise<Principal | null>;
}

/** What every API key starts with; any other bearer is an access token. */
export const API_KEY_PREFIX = 'apm_';

/**
 * Turns an API key into its principal. Implemented by the api-keys slice, whose module is global and
 * exports it, so that the auth slice need not know that slice.
 */
export abstract class ApiKeyAuthenticator {
  /** `null` when the key is unknown, expired or revoked. */
  abstract authenticate(secret: string): Promise<ApiKeyPrincipal | null>;
}

/** Knows who belongs to which workspace. Implemented by the workspaces slice. */
export abstract class Memberships {
  /** `null` when there is no such workspace or the caller does not belong to it. */
  abstract findBySlug(principal: Principal, workspaceSlug: string): Promise<Member | null>;
  /** The same by id, for objects whose address does not name the workspace. */
  abstract findById(principal: Principal, workspaceId: string): Promise<Member | null>;
}
