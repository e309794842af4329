import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../database.js';
import { chainOf, ended, prepare, TAKEOVER_MS, until, type Run } from '../recovery.js';
import { ServerProcess } from '../server-process.js';
import { Upstream } from '../upstream.js';

const upstream = new Upstream();
let database: TestDatabase;
let db: pg.Client;
const started: ServerProcess[] = [];

beforeAll(() => upstream.start());
// One for each test: what a killed process leaves behind is taken over by the next.
beforeEach(async () => {
  database = await createTestDatabase();
  db = new pg.Client({ connectionString: database.url });
  await db.connect();
}, 60_000);
afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.kill()));
  await db.end();
  await database.drop();
}, 60_000);
afterAll(() => upstream.stop());

async function start(
  role: 'api' | 'worker',
  env: Record<string, string> = {},
): Promise<ServerProcess> {
  const server = await ServerProcess.start(database.url, {
    ROLE: role,
    EGRESS_ALLOW_HOSTS: '127.0.0.1',
    ...env,
  });
  started.push(server);
  return server;
}

/** The role of the process that carries out a run. */
async function roleOf(runId: string): Promise<string | undefined> {
  const { rows } = await db.query<{ role: string }>(
    'SELECT p.role FROM runs r JOIN processes p ON p.id = r.owner WHERE r.id = $1',
    [runId],
  );
  return rows[0]?.role;
}

const health = async (server: ServerProcess): Promise<{ status: string }> =>
  (await (await fetch(`${server.url}/health/ready`)).json()) as { status: string };

const ASYNC = { prefer: 'respond-async' };

describe('an api process', () => {
  it('takes nothing from the queue and says that no worker is alive', async () => {
    const api = await start('api');
    const { token, runs } = await prepare(api, chainOf(upstream, 'alone', 1));
    const { id } = await api.call<Run>('POST', runs, token, {}, ASYNC);
    await until(() => api.log.join('').includes('No worker is alive'));
    expect(await health(api)).toMatchObject({
      status: 'degraded',
      parts: { workers: { status: 'down' } },
    });

    const worker = await start('worker');
    const call = await upstream.call('/alone/1');
    expect(await roleOf(id)).toBe('worker');
    call.answer(200, { n: 1 });
    expect(await ended(api, token, id)).toMatchObject({ status: 'succeeded', output: { s1: 1 } });
    expect(upstream.countOf('/alone/1')).toBe(1);
    await until(async () => (await health(api)).status === 'ok');
    expect(await worker.stop()).toBe(0);
  }, 60_000);

  it('carries out what somebody waits for', async () => {
    const [api] = await Promise.all([start('api'), start('worker')]);
    const { token, runs } = await prepare(api, chainOf(upstream, 'waits', 1));
    const answer = api.call<Run>('POST', runs, token, {}, { prefer: 'wait=60' });
    const call = await upstream.call('/waits/1');
    const { rows } = await db.query<{ role: string }>(
      `SELECT p.role FROM runs r JOIN processes p ON p.id = r.owner WHERE r.status = 'running'`,
    );
    expect(rows).toEqual([{ role: 'api' }]);
    call.answer(200, { n: 1 });
    expect(await answer).toMatchObject({ status: 'succeeded' });
  }, 60_000);

  it('waits for a run that its full house sent to a worker', async () => {
    const [api] = await Promise.all([start('api', { RUN_CONCURRENCY: '1' }), start('worker')]);
    const { token, runs } = await prepare(api, chainOf(upstream, 'full', 1));
    const send = () => api.call<Run>('POST', runs, token, {}, { prefer: 'wait=60' });
    const answers = [send()];
    const calls = [await upstream.call('/full/1', 1)];
    answers.push(send());
    calls.push(await upstream.call('/full/1', 2));
    const { rows } = await db.query<{ role: string }>(
      `SELECT p.role FROM runs r JOIN processes p ON p.id = r.owner WHERE r.status = 'running' ORDER BY 1`,
    );
    expect(rows).toEqual([{ role: 'api' }, { role: 'worker' }]);
    calls.forEach((call, n) => call.answer(200, { n }));
    for (const answer of answers) expect(await answer).toMatchObject({ status: 'succeeded' });
  }, 60_000);

  it('stops a run that a worker carries out', async () => {
    const [api] = await Promise.all([start('api'), start('worker')]);
    const { token, runs } = await prepare(api, chainOf(upstream, 'cancel', 1));
    const { id } = await api.call<Run>('POST', runs, token, {}, ASYNC);
    const call = await upstream.call('/cancel/1');
    expect(await roleOf(id)).toBe('worker');
    await api.call('POST', `/runs/${id}/cancel`, token);
    await call.left; // the worker has hung up on the step
    expect(await ended(api, token, id)).toMatchObject({ status: 'cancelled' });
  }, 60_000);

  it('hands what it cannot finish to a worker', async () => {
    const [api, other] = await Promise.all([
      start('api', { SHUTDOWN_SECONDS: '0' }),
      start('api'),
      start('worker'),
    ]);
    const { token, runs } = await prepare(api, chainOf(upstream, 'drained', 1));
    const { id } = await api.call<Run>('POST', runs, token, {}, { prefer: 'wait=0' });
    await upstream.call('/drained/1');
    const exit = api.stop();
    const again = await upstream.call('/drained/1', 2);
    expect(await roleOf(id)).toBe('worker');
    again.answer(200, { n: 1 });
    expect(await exit).toBe(0);
    expect(await ended(other, token, id)).toMatchObject({ status: 'succeeded' });
  }, 60_000);
});

describe('a worker process', () => {
  it('answers probes, and nothing of the API', async () => {
    const worker = await start('worker');
    for (const path of ['/health', '/health/live', '/health/ready', '/metrics'])
      expect([path, (await fetch(worker.url + path)).status]).toEqual([path, 200]);
    for (const path of ['/api/v1/me', '/api/v1/templates', '/docs', '/openapi.json', '/nothing']) {
      const answer = await fetch(worker.url + path);
      expect([path, answer.status, ((await answer.json()) as { code: string }).code]).toEqual([
        path,
        503,
        'not-served-here',
      ]);
    }
  });

  it('alone keeps the clock', async () => {
    const known = async (): Promise<number> =>
      (await db.query('SELECT 1 FROM graphile_worker._private_known_crontabs')).rowCount ?? 0;
    const api = await start('api');
    await until(() => api.log.join('').includes('No worker is alive'));
    expect(await known()).toBe(0);
    await start('worker');
    await until(async () => (await known()) > 0);
  }, 60_000);

  it('finishes what it has begun before it stops', async () => {
    const [api, worker] = await Promise.all([start('api'), start('worker')]);
    const { token, runs } = await prepare(api, chainOf(upstream, 'leaving', 2));
    const { id } = await api.call<Run>('POST', runs, token, {}, ASYNC);
    const call = await upstream.call('/leaving/1');
    const exit = worker.stop();
    call.answer(200, { n: 1 });
    (await upstream.call('/leaving/2')).answer(200, { n: 2 });
    expect(await exit).toBe(0);
    expect(await ended(api, token, id)).toMatchObject({ output: { s1: 1, s2: 2 } });
    expect(upstream.countOf('/leaving/1')).toBe(1);
  }, 60_000);

  it(
    'that dies is replaced by another worker, not by an api process',
    async () => {
      const [api, worker] = await Promise.all([start('api'), start('worker')]);
      const { token, runs } = await prepare(api, chainOf(upstream, 'died', 2));
      upstream.answers.set('/died/1', (call) => call.answer(200, { n: 1 }));
      const { id } = await api.call<Run>('POST', runs, token, {}, ASYNC);
      await upstream.call('/died/2');
      await worker.kill();
      await start('worker');
      const again = await upstream.call('/died/2', 2);
      expect(await roleOf(id)).toBe('worker');
      again.answer(200, { n: 2 });
      expect(await ended(api, token, id)).toMatchObject({ output: { s1: 1, s2: 2 } });
      expect(upstream.countOf('/died/1')).toBe(1);
    },
    TAKEOVER_MS + 20_000,
  );
});
