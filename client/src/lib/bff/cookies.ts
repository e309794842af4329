/** The session: two tokens in httpOnly cookies that no script can read. */
export interface Tokens {
  accessToken: string;
  refreshToken: string;
  /** Seconds until the access token ends. */
  expiresIn: number;
}

/**
 * `secure`: `__Host-` cookies, which browsers take over https only.
 * `insecure`: the same without prefix, for this machine or where the configuration says so.
 * `refused`: plain http over a network; anybody on it could read the session, so there is none.
 */
export type CookieMode = 'secure' | 'insecure' | 'refused';

/** The server decides how long a refresh token lives; the cookie only must not end sooner. */
const REFRESH_COOKIE_SECONDS = 60 * 24 * 3600;

/** What of a request says how the browser reached us; a proxy in front passes on the scheme. */
export function cookieMode(headers: Headers, url: string, insecureCookies: boolean): CookieMode {
  const forwarded = headers.get('x-forwarded-proto')?.split(',')[0]?.trim();
  if ((forwarded ?? new URL(url).protocol.slice(0, -1)) === 'https') return 'secure';
  return insecureCookies || isLoopback(headers.get('host') ?? new URL(url).host)
    ? 'insecure'
    : 'refused';
}

export function isLoopback(host: string): boolean {
  const name = host.replace(/:\d+$/, '').toLowerCase();
  return (
    name === 'localhost' ||
    name.endsWith('.localhost') ||
    name === '[::1]' ||
    /^127(\.\d{1,3}){3}$/.test(name)
  );
}

export interface CookieNames {
  access: string;
  refresh: string;
}

export const cookieNames = (mode: CookieMode): CookieNames =>
  mode === 'secure'
    ? { access: '__Host-apm_access', refresh: '__Host-apm_refresh' }
    : { access: 'apm_access', refresh: 'apm_refresh' };

export function readCookie(headers: Headers, name: string): string | undefined {
  for (const part of (headers.get('cookie') ?? '').split(';')) {
    const at = part.indexOf('=');
    if (at > 0 && part.slice(0, at).trim() === name)
      return decode(part.slice(at + 1).trim()) || undefined;
  }
  return undefined;
}

/** The `Set-Cookie` lines that begin or go on with a session. */
export function sessionCookies(mode: CookieMode, tokens: Tokens): string[] {
  const names = cookieNames(mode);
  return [
    setCookie(mode, names.access, tokens.accessToken, tokens.expiresIn),
    setCookie(mode, names.refresh, tokens.refreshToken, REFRESH_COOKIE_SECONDS),
  ];
}

/** The `Set-Cookie` lines that end a session. */
export function clearedCookies(mode: CookieMode): string[] {
  const names = cookieNames(mode);
  return [setCookie(mode, names.access, '', 0), setCookie(mode, names.refresh, '', 0)];
}

// Lax, not Strict: a link in an e-mail must find the reader signed in. Writes have their own origin check.
const setCookie = (mode: CookieMode, name: string, value: string, maxAgeSeconds: number): string =>
  `${name}=${encodeURIComponent(value)}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Lax${mode === 'secure' ? '; Secure' : ''}`;

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
