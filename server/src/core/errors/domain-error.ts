/** The families of what can go wrong for a caller; each has one HTTP status. */
export type ErrorKind =
  | 'malformed'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'precondition_failed'
  | 'too_large'
  | 'unsupported'
  | 'invalid'
  | 'precondition_required'
  | 'rate_limited'
  | 'upstream_failed'
  | 'unavailable'
  | 'timeout';

/** Where a body is wrong: an RFC 6901 pointer with a leading `#`, and what to do about it. */
export interface FieldError {
  pointer: string;
  detail: string;
}

/**
 * Something a caller can be told. `code` is stable, in kebab-case: clients switch on it, so it is
 * never renamed. The message is shown as `detail` and says what to do.
 */
export abstract class DomainError extends Error {
  abstract readonly kind: ErrorKind;
  abstract readonly code: string;
  constructor(
    message: string,
    /** Extra members of the problem answer. */
    readonly meta: Record<string, unknown> = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The body or a parameter does not have the right form; `errors` says where. */
export class ValidationFailed extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'validation-failed';
  constructor(readonly errors: FieldError[]) {
    super('Some values are not right. See errors for each of them.', { errors });
  }
}

export class Unauthenticated extends DomainError {
  readonly kind = 'unauthenticated';
  readonly code: string = 'unauthenticated';
  constructor(message = 'Send a valid access token or API key as "Authorization: Bearer …".') {
    super(message);
  }
}

export class Forbidden extends DomainError {
  readonly kind = 'forbidden';
  readonly code: string = 'forbidden';
  constructor(
    message = 'Your role or key does not allow this.',
    meta: Record<string, unknown> = {},
  ) {
    super(message, meta);
  }
}

/** Also for what belongs to another workspace: its existence is not revealed. */
export class NotFound extends DomainError {
  readonly kind = 'not_found';
  readonly code: string = 'not-found';
  constructor(what = 'resource') {
    super(`There is no such ${what}, or you may not see it.`);
  }
}
