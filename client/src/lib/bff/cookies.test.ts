import { describe, expect, it } from 'vitest';
import { clearedCookies, cookieMode, isLoopback, readCookie, sessionCookies } from './cookies';

const tokens = { accessToken: 'a.b.c', refreshToken: 'r', expiresIn: 600 };

describe('cookieMode', () => {
  it.each([
    [
      'https by the proxy in front',
      { host: 'apm.example.com', 'x-forwarded-proto': 'https' },
      'secure',
    ],
    ['http on this machine', { host: 'localhost:3000' }, 'insecure'],
    ['http on the IPv4 loopback', { host: '127.0.0.1:3000' }, 'insecure'],
    ['http on the IPv6 loopback', { host: '[::1]:3000' }, 'insecure'],
    ['http on a network address', { host: '192.168.1.20:3000' }, 'refused'],
    [
      'a proxy that took plain http',
      { host: 'apm.example.com', 'x-forwarded-proto': 'http' },
      'refused',
    ],
  ])('%s gives %s', (_, headers, mode) => {
    expect(cookieMode(new Headers(headers), 'http://whatever:3000/', false)).toBe(mode);
  });

  it('allows a network address when the configuration says so', () => {
    expect(cookieMode(new Headers({ host: '192.168.1.20:3000' }), 'http://x/', true)).toBe(
      'insecure',
    );
  });

  it('is not fooled by a name that only looks local', () => {
    expect(isLoopback('localhost.example.com')).toBe(false);
    expect(isLoopback('127.0.0.1.example.com')).toBe(false);
  });
});

describe('session cookies', () => {
  it('are __Host- cookies that no script can read', () => {
    for (const line of sessionCookies('secure', tokens)) {
      expect(line).toMatch(/^__Host-apm_(access|refresh)=/);
      expect(line).toMatch(/Path=\/; .*HttpOnly; SameSite=Lax; Secure$/);
      expect(line).not.toContain('Domain');
    }
  });

  it('have no prefix and no Secure over local http', () => {
    for (const line of sessionCookies('insecure', tokens)) {
      expect(line).toMatch(/^apm_/);
      expect(line).not.toContain('Secure');
    }
  });

  it('end at once when cleared', () => {
    expect(clearedCookies('secure')).toHaveLength(2);
    for (const line of clearedCookies('secure')) expect(line).toContain('=; Path=/; Max-Age=0;');
  });

  it('are found among others by their whole name', () => {
    const headers = new Headers({ cookie: 'xapm_access=1; apm_access=2%3D; apm_access_old=3' });
    expect(readCookie(headers, 'apm_access')).toBe('2=');
    expect(readCookie(headers, 'missing')).toBeUndefined();
  });
});
