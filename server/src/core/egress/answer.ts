import type { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import { StepError } from '../step-error.js';
import { toStepError } from './failure.js';

/** An answer whose body is still to be read. */
export interface Answer {
  status: number;
  /** Lower-case names. */
  headers: Record<string, string>;
  /** Address that answered, after redirects. */
  url: string;
  body: AsyncIterable<Uint8Array>;
  /** Gives the connection up. */
  discard(): void;
}

/** A reader that believed these headers would unpack the body a second time. */
export function withoutPacking(headers: Record<string, string>): Record<string, string> {
  const { 'content-encoding': _encoding, 'content-length': _length, ...rest } = headers;
  return rest;
}

/** The body, ended with an error where it is longer than the limit. */
export async function* bounded(
  body: Readable,
  { host, signal, maxBytes }: { host: string; signal: AbortSignal | undefined; maxBytes: number },
): AsyncGenerator<Uint8Array> {
  let size = 0;
  try {
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      size += chunk.length;
      if (size > maxBytes) {
        throw new StepError(
          'egress-too-large',
          `The answer of "${host}" is larger than ${maxBytes} bytes.`,
        );
      }
      yield chunk;
    }
  } catch (error) {
    signal?.throwIfAborted();
    throw toStepError(error, host);
  } finally {
    body.destroy();
  }
}

/** One text per header; several values of one name are joined. */
export function flat(headers: Dispatcher.ResponseData['headers']): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) result[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return result;
}

const NO_BODY = new Set([101, 204, 205, 304]);

/** The answer as `fetch` gives it, read as it comes. */
export function toResponse({ status, headers, body, discard }: Answer): Response {
  if (NO_BODY.has(status)) {
    discard();
    return new Response(null, { status, headers });
  }
  const chunks = body[Symbol.asyncIterator]();
  const stream = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = await chunks.next();
        if (next.done) controller.close();
        else controller.enqueue(next.value);
      },
      async cancel() {
        discard();
        await chunks.return?.();
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(stream, { status, headers });
}
