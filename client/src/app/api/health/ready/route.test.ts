import { afterEach, describe, expect, it, vi } from 'vitest';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
  vi.resetModules();
});

/** Asks a web interface that was just started. */
async function ask(server: () => Promise<Response>) {
  vi.stubEnv('COMMIT', 'b'.repeat(40));
  vi.stubGlobal('fetch', server);
  const { GET } = await import('./route');
  const response = await GET();
  return { status: response.status, body: await response.json() };
}

describe('GET /api/health/ready', () => {
  it('tells its own commit, by which a deployment of it is believed', async () => {
    const { status, body } = await ask(async () => Response.json({ commit: 'of the server' }));
    expect(status).toBe(200);
    expect(body).toMatchObject({ status: 'ok', commit: 'b'.repeat(40) });
  });

  it('tells it also while the server is away', async () => {
    const { status, body } = await ask(() => Promise.reject(new Error('connect ECONNREFUSED')));
    expect(status).toBe(200);
    expect(body).toMatchObject({ status: 'degraded', commit: 'b'.repeat(40) });
  });
});
