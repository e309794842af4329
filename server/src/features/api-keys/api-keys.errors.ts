import { DomainError, Unauthenticated } from '../../core/errors/domain-error.js';

export class ApiKeyLimitReached extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'api-key-limit-reached';
  constructor(limit: number) {
    super(`A workspace holds at most ${limit} keys. Revoke one that is not used any more.`, {
      limit,
    });
  }
}

/** Told only to who holds the right secret. */
export class ApiKeyExpired extends Unauthenticated {
  override readonly code = 'api-key-expired';
  constructor(expiresAt: Date) {
    super(
      `This API key expired at ${expiresAt.toISOString()}. Make a new one in the workspace's settings.`,
    );
  }
}
