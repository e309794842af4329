import { NextRequest } from 'next/server';
import { describe, expect, it } from 'vitest';
import { answerJson, tokenFor, useUpstream } from '@/test/upstream';
import { proxy } from './proxy';

const upstream = useUpstream();
const visit = (path: string, cookie = '') =>
  proxy(
    new NextRequest(`http://localhost:3000${path}`, {
      headers: { host: 'localhost:3000', cookie },
    }),
  );
const refreshed = { user: {}, accessToken: tokenFor(600), refreshToken: 'r2', expiresIn: 600 };

describe('proxy', () => {
  it('sends a reader without a session to the sign-in page, and back afterwards', async () => {
    const response = await visit('/w/ada/runs?status=failed');
    expect(response.status).toBe(307);
    expect(new URL(response.headers.get('location')!).pathname).toBe('/sign-in');
    expect(new URL(response.headers.get('location')!).searchParams.get('next')).toBe(
      '/w/ada/runs?status=failed',
    );
  });

  it('shows the sign-in page to everybody', async () => {
    expect((await visit('/sign-in')).headers.get('x-middleware-next')).toBe('1');
  });

  it('gives every page a policy with a nonce of its own', async () => {
    const [one, two] = [await visit('/sign-in'), await visit('/sign-in')];
    const policy = one.headers.get('content-security-policy')!;
    expect(policy).toMatch(/script-src 'self' 'nonce-[\w+/=]+' 'strict-dynamic'(;|$)/);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toBe(two.headers.get('content-security-policy'));
    expect(one.headers.get('x-middleware-request-content-security-policy')).toBe(policy);
  });

  it('refreshes before the page renders: the page sees the new token and the browser keeps it', async () => {
    upstream.handle = (_, response) => answerJson(response, 200, refreshed);
    const response = await visit('/w/ada', `apm_access=${tokenFor(1)}; apm_refresh=r1; theme=dark`);
    expect(response.headers.get('x-middleware-request-cookie')).toContain(
      `apm_access=${refreshed.accessToken}`,
    );
    expect(response.headers.get('x-middleware-request-cookie')).toContain('theme=dark');
    expect(response.headers.getSetCookie().join()).toContain('apm_refresh=r2');
  });

  it('ends a session that the server has ended', async () => {
    upstream.handle = (_, response) => answerJson(response, 401, {});
    const response = await visit('/w/ada', 'apm_refresh=gone');
    expect(response.status).toBe(307);
    expect(response.headers.getSetCookie().join()).toContain('apm_refresh=; Path=/; Max-Age=0');
  });

  it('keeps the session and shows a page with 503 while the server does not answer', async () => {
    upstream.handle = (_, response) => answerJson(response, 503, {});
    const response = await visit('/w/ada', 'apm_refresh=waiting');
    expect(response.status).toBe(503);
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(await response.text()).toContain('The server does not answer');
    expect(response.headers.getSetCookie()).toEqual([]);
  });
});
