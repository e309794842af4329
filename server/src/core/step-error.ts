/** Data that survives JSON. */
export type JsonValue =
  string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };
export type JsonObject = { [key: string]: JsonValue };

/**
 * Something outside went wrong while a step did its work. `code` is stable, the message is for
 * people and says what to do. `retryable` says whether trying again may help.
 */
export class StepError extends Error {
  readonly retryable: boolean;
  /** How long the other side asked to wait (Retry-After), in milliseconds. */
  readonly retryAfterMs: number | undefined;
  readonly details: JsonValue | undefined;
  constructor(
    readonly code: string,
    message: string,
    options: {
      retryable?: boolean;
      retryAfterMs?: number;
      details?: JsonValue;
      cause?: unknown;
    } = {},
  ) {
    super(message, { cause: options.cause });
    this.retryable = options.retryable ?? false;
    this.retryAfterMs = options.retryAfterMs;
    this.details = options.details;
  }
}
