import { describe, expect, it } from '@jest/globals';
import { problem, TestApp, useTestApp } from '../../../test/app.js';
import { Shutdown } from '../../core/lifecycle/shutdown.js';
import { RunExecutor } from '../runs/run-executor.js';

const app = useTestApp({
  METRICS_TOKEN: 'scrape-me',
  CORS_ORIGINS: 'https://friend.example',
  COMMIT: 'abc1234',
});

const pause = () => new Promise((resolve) => setTimeout(resolve, 50));

/** Asks until readiness says so: what was seen is believed for a second. */
async function readyWith(status: number) {
  for (;;) {
    const response = await app.as().get('/health/ready');
    if (response.status === status) return response;
    await pause();
  }
}

describe('health', () => {
  it('lives without touching anything', async () => {
    await app.as().get('/health/live').expect(200, { status: 'ok' });
  });

  it('tells each part, the version and the commit', async () => {
    const { body } = await app.as().get('/health').expect(200);
    expect(body).toMatchObject({
      status: 'ok',
      draining: false,
      commit: 'abc1234',
      role: 'all',
      parts: {
        database: { status: 'up', required: true },
        migrations: { status: 'up', required: true },
        cache: { status: 'up', required: false, kind: 'memory' },
        bus: { status: 'up', required: false },
        queue: { status: 'up', required: false, detail: '0 waiting, the oldest for 0 s' },
        workers: {
          status: 'up',
          required: false,
          detail: '1 all, 0 api, 0 worker',
          commits: ['abc1234'],
        },
        builtInAi: { status: 'up', required: false, kind: 'idle' },
      },
    });
    for (const part of Object.values<{ latencyMs: number }>(body.parts)) {
      expect(part.latencyMs).toBeGreaterThanOrEqual(0);
    }
    expect(body.version).toMatch(/^\d+\.\d+\.\d+/);
  });

  it('tells of which commits the workers are that live, not those of an API or of the dead', async () => {
    await app.db.query(`INSERT INTO processes (id, role, version, seen_at) VALUES
      (gen_random_uuid(), 'worker', 'old5678', now() + interval '1 minute'),
      (gen_random_uuid(), 'worker', 'old5678', now() + interval '1 minute'),
      (gen_random_uuid(), 'worker', 'dead999', now() - interval '1 minute'),
      (gen_random_uuid(), 'api', 'api0000', now() + interval '1 minute')`);
    let workers: { detail: string; commits: string[] };
    do {
      // What was seen is believed for a moment.
      await pause();
      workers = (await app.as().get('/health').expect(200)).body.parts.workers;
    } while (workers.detail === '1 all, 0 api, 0 worker');
    expect(workers).toMatchObject({
      detail: '1 all, 1 api, 2 worker',
      commits: ['abc1234', 'old5678'],
    });
    await app.db.query(`DELETE FROM processes WHERE version <> 'abc1234'`);
  });

  it('is not ready while the schema is older than the program', async () => {
    await app.db.query('ALTER TABLE migrations RENAME TO migrations_away');
    const { body } = await readyWith(503);
    expect(body).toMatchObject({
      status: 'down',
      parts: { database: { status: 'up' }, migrations: { status: 'down', required: true } },
    });
    await app.db.query('ALTER TABLE migrations_away RENAME TO migrations');
    await readyWith(200);
  });

  it('is not ready once it was asked to stop, serves on, and lets no connection be used again', async () => {
    const stopping = new TestApp();
    await stopping.start({});
    const account = await stopping.given.account();
    const tool = await stopping.given.publishedTool(account);
    const run = () =>
      stopping
        .as(account.token)
        .post(`/tools/${account.workspace}/${tool}/runs`)
        .set('connection', 'keep-alive')
        .send({ inputs: { text: 'x' } });
    await run().expect(200).expect('connection', 'keep-alive');
    stopping.nest.get(Shutdown).announce();
    await stopping.as().get('/health/ready').expect(503);
    await stopping.as().get('/health/live').expect(200);
    await run().expect(200).expect('connection', 'close');
    // Its time is over.
    await stopping.nest.get(RunExecutor, { strict: false }).onModuleDestroy();
    await run().expect(problem(503, 'shutting-down')).expect('retry-after', '1');
    await stopping.stop();
  }, 60_000);
});

describe('metrics', () => {
  it('asks for its token', async () => {
    await app.as().get('/metrics').expect(problem(403, 'forbidden'));
    await app.as('wrong').get('/metrics').expect(problem(403, 'forbidden'));
    const { text } = await app.as('scrape-me').get('/metrics').expect(200);
    expect(text).toContain('apm_http_requests_in_flight');
    expect(text).toContain('apm_runs_active');
  });

  it('without a token is for this machine, and not for those for whom a proxy on it asks', async () => {
    const open = new TestApp();
    await open.start({});
    await open.as().get('/metrics').expect(200);
    for (const header of ['x-forwarded-for', 'forwarded', 'via'])
      await open.as().get('/metrics').set(header, '127.0.0.1').expect(problem(403, 'forbidden'));
    await open.stop();
  }, 60_000);
});

describe('every answer', () => {
  it('carries security headers and an id', async () => {
    const { headers } = await app.as().get('/health/live').set('x-request-id', 'from-the-proxy-1');
    expect(headers).toMatchObject({
      'x-request-id': 'from-the-proxy-1',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
    });
    expect(headers['x-powered-by']).toBeUndefined();
    const other = await app.as().get('/health/live').set('x-request-id', 'bad id\twith spaces');
    expect(other.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('lets pages of other origins in only where they are named', async () => {
    const preflight = (origin: string) =>
      fetch(`${app.url}/api/v1/me`, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'GET' },
      });
    const friend = await preflight('https://friend.example');
    expect(friend.status).toBe(204);
    expect(friend.headers.get('access-control-allow-origin')).toBe('https://friend.example');
    const stranger = await preflight('https://stranger.example');
    expect(stranger.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('is a problem where there is nothing', async () => {
    const { body } = await app.as().get('/nothing').expect(problem(404, 'not-found'));
    expect(body.traceId).toMatch(/./);
    const { status, headers } = await fetch(`${app.url}/%zz`);
    expect(status).toBe(400);
    expect(headers.get('content-type')).toContain('application/problem+json');
  });
});
