import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const read = async (given: Record<string, string>) => {
  for (const [name, value] of Object.entries(given)) vi.stubEnv(name, value);
  const { env } = await import('./env');
  return env();
};

describe('env', () => {
  beforeEach(() => vi.resetModules());
  afterEach(() => vi.unstubAllEnvs());

  it.each([
    ['yes', true],
    ['TRUE', true],
    ['1', true],
    ['off', false],
    ['No', false],
    ['', false],
  ])('takes INSECURE_COOKIES=%s as %s, as the server takes its own', async (given, insecure) => {
    expect((await read({ INSECURE_COOKIES: given })).insecureCookies).toBe(insecure);
  });

  it('takes what is empty as not set', async () => {
    const empty = { API_URL: '', CLIENT_SECRET: '', CLIENT_TRUSTED_PROXIES: '', SENTRY_DSN: '' };
    expect(await read({ ...empty, DRAIN_SECONDS: '', SHUTDOWN_SECONDS: '' })).toMatchObject({
      apiUrl: 'http://127.0.0.1:8000',
      clientSecret: '',
      trustedProxies: 0,
      sentryDsn: '',
    });
  });

  it('names all that is wrong, and shows none of it', async () => {
    const wrong = { CLIENT_SECRET: 'short', CLIENT_TRUSTED_PROXIES: '-1', DRAIN_SECONDS: 'long' };
    await expect(read(wrong)).rejects.toThrow(
      'The configuration is not usable: CLIENT_SECRET, CLIENT_TRUSTED_PROXIES, DRAIN_SECONDS. See .env.example.',
    );
  });
});
