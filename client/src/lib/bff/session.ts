import { env } from '../env';
import {
  type CookieMode,
  type Tokens,
  clearedCookies,
  cookieMode,
  cookieNames,
  readCookie,
  sessionCookies,
} from './cookies';
import { refreshSession } from './refresh';

/** Refresh a little early, so that a token does not end on its way to the server. */
const EARLY_MS = 15_000;

export interface Session {
  kind: 'signed-in' | 'signed-out' | 'unavailable';
  mode: CookieMode;
  accessToken?: string;
  /** Present after a refresh. */
  tokens?: Tokens;
  /** `Set-Cookie` lines that the answer must carry. */
  setCookies: string[];
}

export interface SessionOptions {
  /** Refresh also when the access token looks fine, because the server has just refused it. */
  force?: boolean;
}

/** Who is asking: the access token of the request, refreshed when it is about to end. */
export async function readSession(
  headers: Headers,
  url: string,
  options: SessionOptions = {},
): Promise<Session> {
  const mode = cookieMode(headers, url, env().insecureCookies);
  if (mode === 'refused') return { kind: 'signed-out', mode, setCookies: [] };
  const names = cookieNames(mode);
  const accessToken = readCookie(headers, names.access);
  if (accessToken && !options.force && expiresAt(accessToken) > Date.now() + EARLY_MS) {
    return { kind: 'signed-in', mode, accessToken, setCookies: [] };
  }
  const refreshToken = readCookie(headers, names.refresh);
  if (!refreshToken) return { kind: 'signed-out', mode, setCookies: [] };
  const outcome = await refreshSession(refreshToken, headers);
  switch (outcome.kind) {
    case 'refreshed':
      return {
        kind: 'signed-in',
        mode,
        accessToken: outcome.tokens.accessToken,
        tokens: outcome.tokens,
        setCookies: sessionCookies(mode, outcome.tokens),
      };
    case 'rejected':
      return { kind: 'signed-out', mode, setCookies: clearedCookies(mode) };
    case 'unavailable':
      return { kind: 'unavailable', mode, setCookies: [] };
  }
}

/** When a JWT ends, in ms since 1970; 0 when it cannot be read. Only the server checks the signature. */
export function expiresAt(jwt: string): number {
  try {
    const payload: unknown = JSON.parse(
      Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString(),
    );
    return typeof payload === 'object' && payload !== null && 'exp' in payload
      ? Number(payload.exp) * 1000 || 0
      : 0;
  } catch {
    return 0;
  }
}
