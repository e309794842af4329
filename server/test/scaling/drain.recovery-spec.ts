import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { connect } from 'node:net';
import { createTestDatabase, type TestDatabase } from '../database.js';
import { chainOf, prepare, until, type Run } from '../recovery.js';
import { ServerProcess } from '../server-process.js';
import { Upstream } from '../upstream.js';

const upstream = new Upstream();
let database: TestDatabase;

beforeAll(async () => {
  await upstream.start();
  database = await createTestDatabase();
}, 60_000);
afterAll(async () => {
  await upstream.stop();
  await database.drop();
});

describe('a process that is asked to stop behind a proxy', () => {
  it('says that it is not ready, serves what still comes, and ends with 0', async () => {
    const server = await ServerProcess.start(database.url, {
      DRAIN_SECONDS: '5',
      EGRESS_ALLOW_HOSTS: '127.0.0.1',
    });
    const { token, runs } = await prepare(server, chainOf(upstream, 'late', 1));
    upstream.answers.set('/late/1', (call) => call.answer(200, {}));
    const ended = server.stop();
    await until(async () => (await fetch(`${server.url}/health/ready`)).status === 503);
    const health = await fetch(`${server.url}/health`);
    expect(await health.json()).toMatchObject({ status: 'down', draining: true });
    expect(health.headers.get('connection')).toBe('close');
    const run = await server.call<Run>('POST', runs, token, {}, { prefer: 'wait=30' });
    expect(run).toMatchObject({ status: 'succeeded' });
    expect(await ended).toBe(0);
  }, 60_000);

  it('ends with 0 although somebody has connected and says nothing', async () => {
    const server = await ServerProcess.start(database.url, { SHUTDOWN_SECONDS: '0' });
    const silent = connect(Number(new URL(server.url).port), '127.0.0.1');
    await once(silent, 'connect');
    const cut = once(silent, 'close');
    expect(await server.stop()).toBe(0);
    await cut;
  }, 60_000);
});
