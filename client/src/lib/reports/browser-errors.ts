import { z } from 'zod';
import { crossOrigin, problemResponse } from '../bff/problem-response';
import { isSameOriginWrite } from '../bff/same-origin';
import { isReporting, report } from './sentry';

const MAX_BYTES = 8_192;

const Body = z.strictObject({
  name: z.string().max(100),
  message: z.string().max(500),
  stack: z.string().max(4_000),
});

/** Passes on what an error boundary in a browser tells. Anybody may send it, so it is small and rationed. */
export async function takeBrowserError(request: Request): Promise<Response> {
  if (!isSameOriginWrite(request)) return crossOrigin();
  const text = await readSmall(request);
  if (text === null)
    return problemResponse(413, 'body-too-large', 'Body too large', 'A report is small.');
  const parsed = Body.safeParse(fromJson(text));
  if (!parsed.success)
    return problemResponse(422, 'validation-failed', 'Validation failed', 'This is no report.');
  // Not waited for: nothing depends on it.
  if (isReporting()) void report(parsed.data, 'javascript', { source: 'browser' });
  return new Response(null, { status: 204 });
}

/** The body, or null when it is longer than a report can be. */
async function readSmall(request: Request): Promise<string | null> {
  if (Number(request.headers.get('content-length') ?? 0) > MAX_BYTES) return null;
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > MAX_BYTES) return null;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
