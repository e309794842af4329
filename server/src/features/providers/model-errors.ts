import { APICallError, InvalidResponseDataError } from '@ai-sdk/provider';
import { StepError } from '../../core/step-error.js';
import { retryAfterMs } from '../../engine/kinds/retry-after.js';
import type { ConnectedModel } from './connected-provider.js';

const MAX_MESSAGE = 500;

/** Codes after which another model is asked in place of the first. */
const UNAVAILABLE = new Set([
  'provider-unavailable',
  'provider-rate-limited',
  'provider-auth',
  'provider-missing',
  'provider-key-unreadable',
  'model-not-found',
  'model-alias-missing',
]);

const UNREACHABLE = new Set(['egress-connect', 'egress-timeout', 'egress-dns']);

/** True when nothing is wrong with the request: another model may well answer it. */
export const isUnavailable = (error: unknown): error is StepError =>
  error instanceof StepError && UNAVAILABLE.has(error.code);

/** What a run is told about a call that failed, with the model server's own words. */
export function toModelError(error: unknown, model: ConnectedModel): StepError {
  const egress = find(error, (one) => one instanceof StepError);
  if (egress instanceof StepError) {
    return egress.code.startsWith('egress-') ? fromEgress(egress, model) : egress;
  }
  const call = find(error, (one) => APICallError.isInstance(one));
  if (APICallError.isInstance(call) && call.statusCode !== undefined && call.statusCode >= 400)
    return fromStatus(call, model);
  return unreadable(error, model);
}

/** An answer that broke off after it had begun. */
export function streamCut(model: ConnectedModel, cause?: unknown): StepError {
  const text = `The answer of "${model.id}" broke off in the middle.`;
  return new StepError('model-stream-cut', text, { retryable: true, cause });
}

/** What went wrong after the answer had begun: the connection, or an error that the server sent. */
export function fromErrorPart(part: unknown, model: ConnectedModel): StepError {
  if (part instanceof Error) {
    const egress = find(part, (one) => one instanceof StepError);
    const isBroken = egress instanceof StepError && UNREACHABLE.has(egress.code);
    // The library's way to say that the stream ended without its last event.
    if (isBroken || InvalidResponseDataError.isInstance(part)) return streamCut(model, part);
    return toModelError(part, model);
  }
  const { message, type, code } = (typeof part === 'object' && part !== null ? part : {}) as Record<
    string,
    unknown
  >;
  const text =
    typeof message === 'string' ? message : typeof part === 'string' ? part : 'no reason given';
  const isBusy = /overloaded|rate_limit|server_error|api_error|unavailable|timeout/i.test(
    `${String(type)} ${String(code)}`,
  );
  return new StepError(
    isBusy ? 'provider-unavailable' : 'provider-refused',
    `"${model.id}" stopped with an error: ${said(text, model)}`,
    { retryable: isBusy },
  );
}

function fromEgress(error: StepError, model: ConnectedModel): StepError {
  const { slug, isPlatform } = model.provider;
  const isUnreachable = UNREACHABLE.has(error.code);
  if (!isUnreachable && !isPlatform) return error;
  // Where the platform's providers are is known to the admin only.
  const reason = isPlatform ? 'Ask the admin to test its connection.' : error.message;
  return new StepError(
    isUnreachable ? 'provider-unavailable' : error.code,
    `The provider "${slug}" ${isUnreachable ? 'cannot be reached' : 'gives no answer that can be used'}. ${reason}`,
    { retryable: error.retryable, cause: error },
  );
}

function fromStatus(call: APICallError, model: ConnectedModel): StepError {
  const status = call.statusCode as number;
  const { slug } = model.provider;
  const words = said(serverWords(call), model);
  const details = { status };
  if (status === 401 || status === 403) {
    const text = `The provider "${slug}" does not accept the key (${status}). Check it in the settings. It says: ${words}`;
    return new StepError('provider-auth', text, { details });
  }
  if (status === 404) {
    const text = `The provider "${slug}" has no model "${model.language.modelId}", or its address is not right. It says: ${words}`;
    return new StepError('model-not-found', text, { details });
  }
  if (status === 429) {
    const wait = waitOf(call.responseHeaders ?? {});
    const text = `The provider "${slug}" asks to slow down (429). It says: ${words}`;
    return new StepError('provider-rate-limited', text, {
      retryable: true,
      details,
      ...(wait === undefined ? {} : { retryAfterMs: wait }),
    });
  }
  if (status >= 500 || status === 408) {
    const wait = waitOf(call.responseHeaders ?? {});
    const text = `The provider "${slug}" is not available (${status}). It says: ${words}`;
    return new StepError('provider-unavailable', text, {
      retryable: true,
      details,
      ...(wait === undefined ? {} : { retryAfterMs: wait }),
    });
  }
  const text = `The provider "${slug}" refused the request (${status}). It says: ${words}`;
  return new StepError('provider-refused', text, { details });
}

const unreadable = (cause: unknown, model: ConnectedModel): StepError =>
  new StepError(
    'provider-invalid-answer',
    `The answer of the provider "${model.provider.slug}" cannot be understood. Check that its address is that of the API, for example ending in /v1.`,
    { cause },
  );

/** `retry-after-ms` is what OpenAI sends beside the standard header. */
function waitOf(headers: Record<string, string>): number | undefined {
  const exact = headers['retry-after-ms'];
  if (exact !== undefined && /^\d{1,9}$/.test(exact)) return Number(exact);
  return retryAfterMs(headers['retry-after'], Date.now());
}

/** The server's message; for an answer that is no error object, the beginning of its text. */
export function serverWords(call: APICallError): string {
  if (call.data !== undefined) return call.message;
  const body = call.responseBody ?? '';
  try {
    const parsed = JSON.parse(body) as { error?: unknown; message?: unknown; detail?: unknown };
    const words = parsed.error ?? parsed.message ?? parsed.detail;
    if (typeof words === 'string') return words;
    if (words !== undefined) return JSON.stringify(words);
  } catch {
    // Not JSON: an HTML page of a proxy, or plain text.
  }
  return (
    body
      .replace(/<[^>]*>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim() ||
    call.message ||
    'nothing'
  );
}

const said = (text: string, model: ConnectedModel): string =>
  model.provider.withoutKey(text).slice(0, MAX_MESSAGE);

function find(error: unknown, matches: (one: unknown) => boolean): unknown {
  for (let one = error, depth = 0; one != null && depth < 8; depth++) {
    if (matches(one)) return one;
    one = typeof one === 'object' && 'cause' in one ? one.cause : undefined;
  }
  return undefined;
}
