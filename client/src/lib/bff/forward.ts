import { env } from '../env';
import { addressHeaders } from './address-headers';
import { problemResponse, crossOrigin, serverUnavailable } from './problem-response';
import { isSameOriginWrite } from './same-origin';
import { readSession } from './session';

const REQUEST_HEADERS = [
  'accept',
  'accept-language',
  'content-type',
  'idempotency-key',
  'if-match',
  'last-event-id',
  'prefer',
];
const RESPONSE_HEADERS = [
  'content-type',
  'content-disposition',
  'etag',
  'location',
  'preference-applied',
  'retry-after',
  'x-request-id',
];

/** These answer with tokens or take them; they have handlers of their own that keep tokens out of the page. */
const TOKEN_ROUTES = new Set(
  ['login', 'register', 'refresh', 'logout'].map((name) => `/api/v1/auth/${name}`),
);

/** Sends a request of one of our pages on to the API with the session's token, and streams the answer back. */
export async function forward(request: Request, prefix: string): Promise<Response> {
  const url = new URL(request.url);
  const path = url.pathname.slice(prefix.length);
  if (!isForwardable(path))
    return problemResponse(404, 'not-found', 'Not found', 'There is no such address in the API.');
  if (!isSameOriginWrite(request)) return crossOrigin();

  const session = await readSession(request.headers, request.url);
  if (session.kind === 'unavailable') return serverUnavailable();
  const setCookies = [...session.setCookies];
  const send = (accessToken: string | undefined) =>
    sendUpstream(request, path + url.search, accessToken);
  try {
    let upstream = await send(session.accessToken);
    // A token that ended early (changed key, clock that differs) gets one new chance; a body is gone after one sending.
    if (
      upstream.status === 401 &&
      session.accessToken &&
      !session.tokens &&
      request.body === null
    ) {
      const renewed = await readSession(request.headers, request.url, { force: true });
      setCookies.push(...renewed.setCookies);
      if (renewed.accessToken) {
        await upstream.body?.cancel();
        upstream = await send(renewed.accessToken);
      }
    }
    return toResponse(upstream, setCookies);
  } catch {
    if (request.signal.aborted) return new Response(null, { status: 499 });
    const failed = serverUnavailable();
    // The old refresh token is used up: losing the new one here would sign the reader out.
    for (const line of setCookies) failed.headers.append('set-cookie', line);
    return failed;
  }
}

/** Only the API, no route that handles tokens, and nothing that another parser may read as a different path. */
export function isForwardable(path: string): boolean {
  if (/%2f|%5c|\\|\/\/|\/\.{1,2}(\/|$)/i.test(path)) return false;
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    return false;
  }
  return (
    decoded.startsWith('/api/v1/') && !TOKEN_ROUTES.has(decoded.toLowerCase().replace(/\/+$/, ''))
  );
}

function sendUpstream(
  request: Request,
  path: string,
  accessToken: string | undefined,
): Promise<Response> {
  const headers = pick(request.headers, REQUEST_HEADERS);
  if (accessToken) headers.set('authorization', `Bearer ${accessToken}`);
  for (const [name, value] of Object.entries(addressHeaders(request.headers))) {
    headers.set(name, value);
  }
  const init: RequestInit & { duplex: 'half' } = {
    method: request.method,
    headers,
    body: request.body,
    duplex: 'half',
    redirect: 'manual',
    cache: 'no-store',
    signal: request.signal,
  };
  return fetch(env().apiUrl + path, init);
}

function toResponse(upstream: Response, setCookies: readonly string[]): Response {
  const headers = pick(upstream.headers, RESPONSE_HEADERS);
  const isStream = upstream.headers.get('content-type')?.startsWith('text/event-stream');
  // no-transform keeps compression away, which would hold events back until the end.
  headers.set('cache-control', isStream ? 'no-cache, no-transform' : 'no-store');
  if (isStream) headers.set('x-accel-buffering', 'no');
  for (const line of setCookies) headers.append('set-cookie', line);
  const isEmpty = [204, 205, 304].includes(upstream.status);
  return new Response(isEmpty ? null : upstream.body, { status: upstream.status, headers });
}

function pick(source: Headers, names: readonly string[]): Headers {
  const picked = new Headers();
  for (const name of names) {
    const value = source.get(name);
    if (value !== null) picked.set(name, value);
  }
  return picked;
}
