import { DomainError } from '../../core/errors/domain-error.js';

export class EmailTaken extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'email-taken';
  constructor(options?: ErrorOptions) {
    super('An account with this e-mail address exists. Sign in instead.', {}, options);
  }
}
