import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { AppConfig } from '../../core/config/config.js';

export const ACCESS_TOKEN_SECONDS = 600;
const ISSUER = 'aipoweredmakers';

/** What an access token says. Roles are not in it: they would be ten minutes old. */
export interface AccessClaims {
  userId: string;
  sessionId: string;
}

/**
 * Access tokens: JWT, HS256. The first of JWT_SECRETS signs and all of them verify, so that a new
 * one can be put in front without ending any session.
 */
@Injectable()
export class AccessTokens {
  constructor(
    private readonly jwt: JwtService,
    private readonly config: AppConfig,
  ) {}

  sign({ userId, sessionId }: AccessClaims): string {
    return this.jwt.sign(
      { sid: sessionId },
      {
        secret: this.config.env.JWT_SECRETS[0],
        algorithm: 'HS256',
        subject: userId,
        issuer: ISSUER,
        expiresIn: ACCESS_TOKEN_SECONDS,
      },
    );
  }

  /** `null` when the token is not ours or has expired. */
  verify(token: string): AccessClaims | null {
    for (const secret of this.config.env.JWT_SECRETS) {
      try {
        const { sub, sid } = this.jwt.verify<{ sub: string; sid: string }>(token, {
          secret,
          algorithms: ['HS256'],
          issuer: ISSUER,
        });
        return { userId: sub, sessionId: sid };
      } catch {
        // the next key may be the one that signed it
      }
    }
    return null;
  }
}
