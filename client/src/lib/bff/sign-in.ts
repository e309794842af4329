import { z } from 'zod';
import { env } from '../env';
import { clearedCookies, cookieMode, cookieNames, readCookie, sessionCookies } from './cookies';
import { jsonHeaders } from './json-headers';
import { crossOrigin, insecureConnection, serverUnavailable } from './problem-response';
import { isSameOriginWrite } from './same-origin';

const TokenAnswer = z.object({
  user: z.unknown(),
  accessToken: z.string(),
  refreshToken: z.string(),
  expiresIn: z.number(),
});

/** Signs in or up: the tokens of the answer go into cookies, the page gets the user only. */
export async function signInWith(request: Request, route: 'login' | 'register'): Promise<Response> {
  if (!isSameOriginWrite(request)) return crossOrigin();
  const mode = cookieMode(request.headers, request.url, env().insecureCookies);
  if (mode === 'refused') return insecureConnection();
  try {
    const upstream = await post(request, route, await request.text());
    if (upstream.status >= 500) return serverUnavailable();
    if (!upstream.ok) return passProblem(upstream);
    const { user, ...tokens } = TokenAnswer.parse(await upstream.json());
    const response = Response.json(
      { user },
      { status: upstream.status, headers: { 'cache-control': 'no-store' } },
    );
    for (const line of sessionCookies(mode, tokens)) response.headers.append('set-cookie', line);
    return response;
  } catch {
    return serverUnavailable();
  }
}

/** Signs out here in any case; the server is told so that the session ends there too. */
export async function signOut(request: Request): Promise<Response> {
  if (!isSameOriginWrite(request)) return crossOrigin();
  const mode = cookieMode(request.headers, request.url, env().insecureCookies);
  const refreshToken = readCookie(request.headers, cookieNames(mode).refresh);
  if (refreshToken) {
    await post(request, 'logout', JSON.stringify({ refreshToken })).catch(() => undefined);
  }
  const response = new Response(null, { status: 204 });
  for (const line of clearedCookies(mode)) response.headers.append('set-cookie', line);
  return response;
}

function post(request: Request, route: string, body: string): Promise<Response> {
  return fetch(`${env().apiUrl}/api/v1/auth/${route}`, {
    method: 'POST',
    headers: jsonHeaders(request.headers),
    body,
    cache: 'no-store',
    redirect: 'manual',
    signal: AbortSignal.timeout(15_000),
  });
}

function passProblem(upstream: Response): Response {
  const headers = new Headers({ 'cache-control': 'no-store' });
  for (const name of ['content-type', 'retry-after', 'x-request-id']) {
    const value = upstream.headers.get(name);
    if (value) headers.set(name, value);
  }
  return new Response(upstream.body, { status: upstream.status, headers });
}
