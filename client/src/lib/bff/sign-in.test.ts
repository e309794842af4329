import { describe, expect, it } from 'vitest';
import { answerJson, useUpstream } from '@/test/upstream';
import { signInWith, signOut } from './sign-in';

const upstream = useUpstream();
const session = {
  user: { name: 'Ada' },
  accessToken: 'secret-access',
  refreshToken: 'secret-refresh',
  expiresIn: 600,
};

const post = (
  path: string,
  options: { host?: string; headers?: Record<string, string>; body?: unknown } = {},
) =>
  new Request(`http://localhost:3000/api/auth/${path}`, {
    method: 'POST',
    body: JSON.stringify(options.body ?? { email: 'ada@example.com', password: 'correct horse' }),
    headers: {
      host: options.host ?? 'localhost:3000',
      'sec-fetch-site': 'same-origin',
      ...options.headers,
    },
  });

describe('signInWith', () => {
  it('puts the tokens into cookies and shows the page the user only', async () => {
    upstream.handle = (_, response) => answerJson(response, 200, session);
    const response = await signInWith(post('login'), 'login');
    const text = await response.text();
    expect(JSON.parse(text)).toEqual({ user: { name: 'Ada' } });
    expect(text).not.toContain('secret');
    expect(response.headers.getSetCookie()).toEqual([
      expect.stringContaining('apm_access=secret-access'),
      expect.stringContaining('apm_refresh=secret-refresh'),
    ]);
  });

  it('sets __Host- cookies behind https', async () => {
    upstream.handle = (_, response) => answerJson(response, 201, session);
    const response = await signInWith(
      post('register', { host: 'apm.example.com', headers: { 'x-forwarded-proto': 'https' } }),
      'register',
    );
    expect(response.status).toBe(201);
    for (const line of response.headers.getSetCookie()) expect(line).toMatch(/^__Host-.*; Secure$/);
  });

  it('refuses plain http over a network and says what to do', async () => {
    const response = await signInWith(post('login', { host: '192.168.1.20:3000' }), 'login');
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      code: 'insecure-connection',
      detail: expect.stringContaining('INSECURE_COOKIES'),
    });
    expect(upstream.received).toHaveLength(0);
  });

  it('hands on the server’s problem, with the time to wait', async () => {
    upstream.handle = (_, response) =>
      answerJson(response, 429, { code: 'too-many-attempts' }, { 'retry-after': '30' });
    const response = await signInWith(post('login'), 'login');
    expect(response.status).toBe(429);
    expect(response.headers.get('retry-after')).toBe('30');
    expect(await response.json()).toEqual({ code: 'too-many-attempts' });
    expect(response.headers.getSetCookie()).toEqual([]);
  });

  it('answers 503 when the server fails', async () => {
    upstream.handle = (_, response) => answerJson(response, 502, {});
    expect((await signInWith(post('login'), 'login')).status).toBe(503);
  });

  it('refuses a form on another site', async () => {
    const response = await signInWith(
      post('login', { headers: { 'sec-fetch-site': 'cross-site' } }),
      'login',
    );
    expect(response.status).toBe(403);
  });
});

describe('signOut', () => {
  it('ends the session at the server and here', async () => {
    upstream.handle = (_, response) => void response.writeHead(204).end();
    const response = await signOut(
      post('logout', { headers: { cookie: 'apm_refresh=secret-refresh' } }),
    );
    expect(upstream.received[0]).toMatchObject({
      path: '/api/v1/auth/logout',
      body: '{"refreshToken":"secret-refresh"}',
    });
    expect(response.status).toBe(204);
    expect(response.headers.getSetCookie().join()).toMatch(/apm_access=;.*apm_refresh=;/);
  });

  it('ends it here also when the server cannot be reached', async () => {
    upstream.handle = (_, response) => void response.destroy();
    const response = await signOut(post('logout', { headers: { cookie: 'apm_refresh=x' } }));
    expect(response.headers.getSetCookie()).toHaveLength(2);
  });
});
