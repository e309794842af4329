import { afterAll, describe, expect, it, vi } from 'vitest';
import { jsonHeaders } from './json-headers';

vi.stubEnv('CLIENT_SECRET', 's'.repeat(32));
afterAll(() => vi.unstubAllEnvs());

describe('jsonHeaders', () => {
  it("tells the reader's address as the proxy before us saw it, with the secret that makes it believed", () => {
    const headers = jsonHeaders(
      new Headers({ 'x-forwarded-for': '203.0.113.1, 198.51.100.7', 'user-agent': 'Browser' }),
    );
    expect(headers.get('x-client-address')).toBe('198.51.100.7');
    expect(headers.get('x-client-secret')).toBe('s'.repeat(32));
    expect(headers.get('user-agent')).toBe('Browser');
  });

  it('takes neither of them from the browser', () => {
    const headers = jsonHeaders(
      new Headers({ 'x-client-address': '203.0.113.1', 'x-client-secret': 'invented' }),
    );
    expect(headers.has('x-client-address')).toBe(false);
    expect(headers.has('x-client-secret')).toBe(false);
  });
});
