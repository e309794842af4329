import 'server-only';
import createClient from 'openapi-fetch';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import { cookieMode, cookieNames, readCookie } from '../bff/cookies';
import { env } from '../env';
import type { ApiClient } from './client';
import { SERVER_UNAVAILABLE, isApiProblem } from './problem';
import type { paths } from './schema';
import type { Me, Setup } from './types';
import { unwrap } from './unwrap';

const modeOf = (incoming: Headers) =>
  cookieMode(incoming, `http://${incoming.get('host') ?? 'localhost'}`, env().insecureCookies);

/** True when nobody can sign in over this connection, because others could read the session. */
export const isConnectionRefused = async (): Promise<boolean> =>
  modeOf(await headers()) === 'refused';

/** The API for server components: straight to the server, with the session of the page's request. */
export const serverApi: ApiClient = createClient<paths>({
  fetch: async (request) => {
    const incoming = await headers();
    const token = readCookie(incoming, cookieNames(modeOf(incoming)).access);
    const outgoing = new Headers(request.headers);
    if (token) outgoing.set('authorization', `Bearer ${token}`);
    const language = incoming.get('accept-language');
    if (language) outgoing.set('accept-language', language);
    const path = new URL(request.url);
    return fetch(env().apiUrl + path.pathname + path.search, {
      method: request.method,
      headers: outgoing,
      body: request.method === 'GET' ? undefined : await request.text(),
      cache: 'no-store',
      redirect: 'manual',
      signal: request.signal,
    });
  },
  baseUrl: 'http://server.invalid',
});

/** The reader, asked for once per page; `null` when the session is over. */
export const findMe = cache(async (): Promise<Me | null> => {
  try {
    return await unwrap(serverApi.GET('/api/v1/me'));
  } catch (error) {
    if (isApiProblem(error) && error.status === 401) return null;
    if (isApiProblem(error) && (error.status === 0 || error.status >= 502)) {
      // Next hides errors from the browser but for their digest: this one tells the error page what to say.
      throw Object.assign(error, { digest: SERVER_UNAVAILABLE });
    }
    throw error;
  }
});

/** The reader; goes to the sign-in page when the session is over. */
export async function getMe(): Promise<Me> {
  return (await findMe()) ?? redirect('/sign-in');
}

/** As `findMe`, for pages that must work without the server too: no answer counts as nobody. */
export async function findMeIfReachable(): Promise<Me | null> {
  try {
    return await findMe();
  } catch {
    return null;
  }
}

/** Whether this installation has accounts yet, and who may make one; `null` when the server does not say. */
export async function findSetup(): Promise<Setup | null> {
  try {
    return await unwrap(serverApi.GET('/api/v1/auth/setup'));
  } catch {
    return null;
  }
}
