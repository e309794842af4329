import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { answerJson, tokenFor, useUpstream } from '@/test/upstream';
import { forward, isForwardable } from './forward';

const upstream = useUpstream();
const ORIGIN = 'http://localhost:3000';
const me = '/api/proxy/api/v1/me';
const SECRET = 's'.repeat(32);
vi.stubEnv('CLIENT_SECRET', SECRET);
afterAll(() => vi.unstubAllEnvs());

interface CallOptions extends RequestInit {
  cookie?: string;
}

const call = (path: string, { cookie, ...init }: CallOptions = {}): Promise<Response> => {
  const headers = new Headers(init.headers);
  headers.set('host', 'localhost:3000');
  if (cookie) headers.set('cookie', cookie);
  return forward(new Request(ORIGIN + path, { ...init, headers }), '/api/proxy');
};

const signedIn = (seconds = 600) => `apm_access=${tokenFor(seconds)}; apm_refresh=refresh-1`;
const refreshed = {
  user: {},
  accessToken: tokenFor(600, 'new'),
  refreshToken: 'refresh-2',
  expiresIn: 600,
};

describe('forward', () => {
  beforeEach(() => {
    upstream.handle = (_, response) => answerJson(response, 200, { ok: true });
  });

  it('adds the token of the session and keeps cookies to itself', async () => {
    const response = await call(`${me}?a=1`, { cookie: signedIn() });
    expect(await response.json()).toEqual({ ok: true });
    expect(upstream.received[0]).toMatchObject({ method: 'GET', path: '/api/v1/me?a=1' });
    expect(upstream.received[0]!.headers.authorization).toMatch(/^Bearer ey/);
    expect(upstream.received[0]!.headers.cookie).toBeUndefined();
  });

  it('passes only the headers on its lists, both ways', async () => {
    upstream.handle = (_, response) =>
      answerJson(
        response,
        200,
        {},
        {
          etag: '"7"',
          location: '/api/v1/runs/1',
          'x-request-id': 'r1',
          'set-cookie': 'evil=1',
          server: 'secret',
        },
      );
    const response = await call(me, {
      cookie: signedIn(),
      headers: {
        'if-match': '6',
        prefer: 'wait=30',
        'idempotency-key': 'k',
        'last-event-id': '4',
        authorization: 'Bearer stolen',
        'x-internal': '1',
      },
    });
    const sent = upstream.received[0]!.headers;
    expect(sent).toMatchObject({
      'if-match': '6',
      prefer: 'wait=30',
      'idempotency-key': 'k',
      'last-event-id': '4',
    });
    expect(sent.authorization).not.toBe('Bearer stolen');
    expect(sent['x-internal']).toBeUndefined();
    expect(Object.fromEntries(response.headers)).toMatchObject({
      etag: '"7"',
      location: '/api/v1/runs/1',
      'x-request-id': 'r1',
    });
    expect(response.headers.get('set-cookie')).toBeNull();
    expect(response.headers.get('server')).toBeNull();
  });

  it('tells whose address asks, with the secret that makes it believed', async () => {
    await call('/api/proxy/api/v1/me/password', {
      method: 'PUT',
      body: '{}',
      cookie: signedIn(),
      headers: {
        'content-type': 'application/json',
        'sec-fetch-site': 'same-origin',
        'x-forwarded-for': '198.51.100.7',
        'x-client-address': '203.0.113.1',
        'x-client-secret': 'invented',
      },
    });
    expect(upstream.received[0]!.headers).toMatchObject({
      'x-forwarded-for': '198.51.100.7',
      'x-client-address': '198.51.100.7',
      'x-client-secret': SECRET,
    });
  });

  it('never takes address and secret from the browser', async () => {
    await call(me, {
      cookie: signedIn(),
      headers: { 'x-client-address': '203.0.113.1', 'x-client-secret': SECRET },
    });
    expect(upstream.received[0]!.headers).not.toHaveProperty('x-client-address');
    expect(upstream.received[0]!.headers).not.toHaveProperty('x-client-secret');
  });

  it('sends a body on and hands a problem back as it is', async () => {
    upstream.handle = (_, response) =>
      answerJson(response, 422, { code: 'validation-failed' }, { 'retry-after': '3' });
    const response = await call('/api/proxy/api/v1/workspaces/ada/tools', {
      method: 'POST',
      body: '{"name":"x"}',
      cookie: signedIn(),
      headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
    });
    expect(upstream.received[0]).toMatchObject({ method: 'POST', body: '{"name":"x"}' });
    expect(response.status).toBe(422);
    expect(response.headers.get('retry-after')).toBe('3');
    expect(await response.json()).toEqual({ code: 'validation-failed' });
  });

  it('answers 204 without a body', async () => {
    upstream.handle = (_, response) => void response.writeHead(204).end();
    const response = await call(me, {
      method: 'DELETE',
      cookie: signedIn(),
      headers: { 'sec-fetch-site': 'same-origin' },
    });
    expect(response.status).toBe(204);
    expect(response.body).toBeNull();
  });

  it('hands events over one by one, and ends the call when the reader leaves', async () => {
    const left = Promise.withResolvers<void>();
    upstream.handle = (_, response) => {
      response.on('close', () => left.resolve());
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('id: 1\ndata: first\n\n');
    };
    const reader = new AbortController();
    const response = await call('/api/proxy/api/v1/runs/1/events', {
      cookie: signedIn(),
      signal: reader.signal,
    });
    expect(response.headers.get('cache-control')).toBe('no-cache, no-transform');
    const first = await response.body!.getReader().read();
    expect(new TextDecoder().decode(first.value)).toContain('data: first');
    reader.abort();
    await left.promise;
  });

  it('refuses a write that another site started', async () => {
    const headers = {
      'content-type': 'application/json',
      'sec-fetch-site': 'cross-site',
      origin: 'https://evil.example',
    };
    const response = await call(me, { method: 'POST', body: '{}', cookie: signedIn(), headers });
    expect(response.status).toBe(403);
    expect(upstream.received).toHaveLength(0);
  });

  it('refreshes a token that is about to end, before it calls', async () => {
    upstream.handle = ({ path }, response) =>
      answerJson(response, 200, path === '/api/v1/auth/refresh' ? refreshed : {});
    const response = await call(me, { cookie: signedIn(3) });
    expect(response.status).toBe(200);
    expect(upstream.received.map(({ path }) => path)).toEqual([
      '/api/v1/auth/refresh',
      '/api/v1/me',
    ]);
    expect(upstream.received[1]!.headers.authorization).toBe(`Bearer ${refreshed.accessToken}`);
    expect(response.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^apm_access=ey.*HttpOnly/),
      expect.stringMatching(/^apm_refresh=refresh-2;.*HttpOnly/),
    ]);
  });

  it('tries once more with a new token when the server refuses one that looked fine', async () => {
    upstream.handle = ({ path, headers }, response) => {
      if (path === '/api/v1/auth/refresh') return answerJson(response, 200, refreshed);
      answerJson(
        response,
        headers.authorization === `Bearer ${refreshed.accessToken}` ? 200 : 401,
        {},
      );
    };
    const response = await call(me, {
      cookie: `apm_access=${tokenFor(600)}; apm_refresh=refresh-early`,
    });
    expect(response.status).toBe(200);
    expect(response.headers.getSetCookie()).toHaveLength(2);
  });

  it('keeps the cookies and answers 503 while the server cannot refresh', async () => {
    upstream.handle = (_, response) => answerJson(response, 500, {});
    const response = await call(me, { cookie: 'apm_refresh=refresh-503' });
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ code: 'server-unavailable' });
    expect(response.headers.getSetCookie()).toEqual([]);
  });

  it('clears the cookies when the session is over', async () => {
    upstream.handle = ({ path }, response) =>
      answerJson(response, 401, {
        code: path.endsWith('refresh') ? 'session-over' : 'unauthenticated',
      });
    const response = await call(me, { cookie: 'apm_refresh=refresh-over' });
    expect(response.status).toBe(401);
    expect(response.headers.getSetCookie().join()).toMatch(/apm_access=; .*apm_refresh=; /);
  });

  it('answers 503 when the server is gone', async () => {
    upstream.handle = (_, response) => void response.destroy();
    const response = await call(me, { cookie: signedIn() });
    expect(response.status).toBe(503);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
  });
});

describe('isForwardable', () => {
  it.each([
    '/api/v1/me',
    '/api/v1/runs/1/events',
    '/api/v1/workspaces/ada/tools/a%20b',
    '/api/v1/auth/sessions',
  ])('lets %s through', (path) => {
    expect(isForwardable(path)).toBe(true);
  });

  it.each([
    '/health',
    '/metrics',
    '/api/v2/me',
    '/api/v1/auth/login',
    '/api/v1/auth/login/',
    '/api/v1/auth/LOGIN',
    '/api/v1/auth/refresh',
    '/api/v1/auth/%72efresh',
    '/api/v1/auth%2frefresh',
    '/api/v1//auth/refresh',
    '/api/v1/../../metrics',
    '/api/v1/%zz',
  ])('keeps %s back', (path) => {
    expect(isForwardable(path)).toBe(false);
  });
});
