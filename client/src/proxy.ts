import { type NextRequest, NextResponse } from 'next/server';
import { cookieNames } from './lib/bff/cookies';
import { readSession } from './lib/bff/session';
import { unavailablePage } from './lib/bff/unavailable-page';
import { contentSecurityPolicy } from './lib/csp';
import { isSignInPath } from './lib/next-path';

/** Before a page renders: a fresh session, the way to the sign-in page, and a Content-Security-Policy. */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const { pathname, search } = request.nextUrl;
  const policy = contentSecurityPolicy();
  const session = await readSession(request.headers, request.url);
  const response = route();
  response.headers.set('content-security-policy', policy.value);
  for (const line of session.setCookies) response.headers.append('set-cookie', line);
  return response;

  function route(): NextResponse {
    if (session.tokens) {
      // The page that renders now must see the new token, not the one that the browser sent.
      const names = cookieNames(session.mode);
      request.cookies.set(names.access, session.tokens.accessToken);
      request.cookies.set(names.refresh, session.tokens.refreshToken);
    }
    const headers = new Headers(request.headers);
    headers.set('x-nonce', policy.nonce);
    headers.set('content-security-policy', policy.value);
    if (isSignInPath(pathname)) return NextResponse.next({ request: { headers } });
    if (session.kind === 'unavailable') {
      const page = unavailablePage(request.headers);
      return new NextResponse(page.html, { status: 503, headers: page.headers });
    }
    if (session.kind === 'signed-out') {
      const target = new URL('/sign-in', request.url);
      if (pathname !== '/') target.searchParams.set('next', pathname + search);
      return NextResponse.redirect(target);
    }
    return NextResponse.next({ request: { headers } });
  }
}

export const config = {
  // Files and the route handlers answer for themselves.
  matcher: ['/((?!api/|_next/static|_next/image|favicon.ico|icon.svg).*)'],
};
