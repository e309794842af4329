import { DomainError, Forbidden, Unauthenticated } from '../../core/errors/domain-error.js';

/** The same for an unknown account, a wrong password and a disabled account. */
export class WrongCredentials extends Unauthenticated {
  override readonly code = 'wrong-credentials';
  constructor() {
    super('The e-mail address or the password is not right.');
  }
}

/** The refresh token is unknown, used before, or its session is over. */
export class SessionOver extends Unauthenticated {
  override readonly code = 'session-over';
  constructor() {
    super('This session is over. Sign in again.');
  }
}

export class RegistrationClosed extends Forbidden {
  override readonly code = 'registration-closed';
  constructor(registration: 'invitation' | 'closed') {
    super(
      registration === 'invitation'
        ? 'Accounts are made by invitation here, and invitations cannot be accepted yet. Ask the administrator.'
        : 'Registration is closed here. Ask the administrator.',
      { registration },
    );
  }
}

export class TooManyAttempts extends DomainError {
  readonly kind = 'rate_limited';
  readonly code = 'too-many-attempts';
  constructor(retryAfterSeconds: number) {
    super(`Too many attempts. Try again in ${retryAfterSeconds} s.`, { retryAfterSeconds });
  }
}
