const BASE = 'http://relative.invalid';

/**
 * Where to go after signing in: the given path if it is one of ours, else the start page.
 * Judged by the URL parser that the browser will use, because `//host`, `/\host` and tabs in between all leave this site.
 */
export function safeNextPath(next: string | string[] | null | undefined): string {
  if (typeof next !== 'string' || !next.startsWith('/')) return '/';
  try {
    const url = new URL(next, BASE);
    if (url.origin !== BASE) return '/';
    const path = url.pathname + url.search + url.hash;
    // `/.//host` is normalised to `//host`, which would leave this site when it is used again.
    if (path.startsWith('//') || isSignInPath(url.pathname) || url.pathname.startsWith('/api/'))
      return '/';
    return path;
  } catch {
    return '/';
  }
}

/** Pages that are open to people without a session. */
export const isSignInPath = (path: string): boolean => path === '/sign-in' || path === '/sign-up';
