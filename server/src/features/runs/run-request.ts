import { createHash } from 'node:crypto';
import { ValidationFailed } from '../../core/errors/domain-error.js';
import type { JsonValue } from '../../engine/types.js';
import { BadHeader } from './runs.errors.js';

/** How a caller wants the answer to a run. */
export type AnswerMode =
  /** Wait this long for the end; when it takes longer, answer that it goes on. */
  { kind: 'wait'; ms: number } | { kind: 'async' } | { kind: 'stream' };

const DEFAULT_WAIT_SECONDS = 30;
const MAX_WAIT_SECONDS = 300;
const MAX_DEPTH = 100;

/**
 * Reads `Accept` and `Prefer` (RFC 7240: `wait=<seconds>`, `respond-async`). Without a preference
 * the caller waits 30 s; preferences that are not known are ignored, as the RFC asks.
 */
export function answerMode(accept: string | undefined, prefer: string | undefined): AnswerMode {
  if (accept?.includes('text/event-stream')) return { kind: 'stream' };
  const preferences = (prefer ?? '').split(/[,;]/).map((part) => part.trim().toLowerCase());
  const wait = preferences.find((part) => part.startsWith('wait='));
  if (wait !== undefined) {
    const seconds = Number(wait.slice('wait='.length) || Number.NaN);
    if (!Number.isInteger(seconds) || seconds < 0) {
      throw new BadHeader('Prefer: wait= takes a whole number of seconds.');
    }
    return { kind: 'wait', ms: Math.min(seconds, MAX_WAIT_SECONDS) * 1000 };
  }
  if (preferences.includes('respond-async')) return { kind: 'async' };
  return { kind: 'wait', ms: DEFAULT_WAIT_SECONDS * 1000 };
}

/**
 * The inputs of a body. Checked by hand: the tool's own schema checks what matters, and this is the
 * busiest route of the platform.
 */
export function inputsOfBody(body: unknown): JsonValue {
  if (!isPlainObject(body)) {
    throw new ValidationFailed([
      { pointer: '#', detail: 'Send an object such as {"inputs": {…}}.' },
    ]);
  }
  const unknown = Object.keys(body).filter((key) => key !== 'inputs');
  if (unknown.length > 0) {
    throw new ValidationFailed(
      unknown.map((key) => ({
        pointer: `#/${key}`,
        detail: 'Unknown member; the values belong into "inputs".',
      })),
    );
  }
  const inputs = body.inputs ?? {};
  if (!isPlainObject(inputs)) {
    throw new ValidationFailed([{ pointer: '#/inputs', detail: 'inputs must be an object.' }]);
  }
  if (isDeeperThan(inputs, MAX_DEPTH)) {
    throw new ValidationFailed([
      { pointer: '#/inputs', detail: `inputs must not be nested deeper than ${MAX_DEPTH} levels.` },
    ]);
  }
  return inputs as JsonValue;
}

/** An Idempotency-Key: printable ASCII, at most 255 characters. */
export function idempotencyKey(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  if (!/^[\x21-\x7e]{1,255}$/.test(header)) {
    throw new BadHeader('Idempotency-Key takes 1 to 255 printable characters without spaces.');
  }
  return header;
}

/** Tells two requests with the same key apart. */
export function hashOfInputs(inputs: JsonValue): Buffer {
  return createHash('sha256').update(JSON.stringify(inputs)).digest();
}

const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  for (const item of Object.values(value)) if (isDeeperThan(item, levels - 1)) return true;
  return false;
}
