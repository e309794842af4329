import { DomainError, type FieldError } from '../../core/errors/domain-error.js';

export class InputsInvalid extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'inputs-invalid';
  constructor(errors: FieldError[]) {
    super("The inputs do not fit the tool's schema. See errors for each of them.", { errors });
  }
}

export class RunFinished extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'run-finished';
  constructor(status: string) {
    super(`The run has already ended: ${status}.`, { runStatus: status });
  }
}

export class IdempotencyKeyReused extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'idempotency-key-reused';
  constructor() {
    super(
      'This Idempotency-Key was used for a run with other inputs. Use a new key for a new run.',
    );
  }
}

export class BadHeader extends DomainError {
  readonly kind = 'malformed';
  readonly code = 'malformed-header';
}

/** The process stops, and the run was not taken up: sending it again is safe. */
export class ShuttingDown extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'shutting-down';
  constructor() {
    super('This server is about to stop. Send the request again.', { retryAfterSeconds: 1 });
  }
}

/** The end of a run that only memory knew could not be written: it is as if it had not been. */
export class RunNotRecorded extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'run-not-recorded';
  constructor() {
    super('The run could not be recorded, so nothing of it counts. Send the request again.', {
      retryAfterSeconds: 1,
    });
  }
}
