import { Injectable, Optional } from '@nestjs/common';
import { API_KEY_PREFIX, ApiKeyAuthenticator, Authenticator } from '../../core/auth/ports.js';
import type { Principal } from '../../core/auth/principal.js';
import { AccessTokens } from './access-tokens.js';
import { SessionsService } from './sessions.service.js';

/** Tells API keys from access tokens and lets the one who knows decide. */
@Injectable()
export class BearerAuthenticator extends Authenticator {
  constructor(
    private readonly tokens: AccessTokens,
    private readonly sessions: SessionsService,
    @Optional() private readonly apiKeys?: ApiKeyAuthenticator,
  ) {
    super();
  }

  async authenticate(bearer: string): Promise<Principal | null> {
    if (bearer.startsWith(API_KEY_PREFIX))
      return (await this.apiKeys?.authenticate(bearer)) ?? null;
    const claims = this.tokens.verify(bearer);
    if (!claims) return null;
    const platformRole = await this.sessions.findActive(claims.sessionId);
    return platformRole === null ? null : { kind: 'user', ...claims, platformRole };
  }
}
