import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../../../test/database.js';
import { chainOf, ended, prepare, TAKEOVER_MS, type Run } from '../../../test/recovery.js';
import { ServerProcess } from '../../../test/server-process.js';
import { Upstream } from '../../../test/upstream.js';

const upstream = new Upstream();
let database: TestDatabase;
const started: ServerProcess[] = [];

beforeAll(async () => {
  await upstream.start();
  database = await createTestDatabase();
}, 60_000);
afterAll(async () => {
  await Promise.all(started.map((server) => server.kill()));
  await upstream.stop();
  await database.drop();
}, 60_000);

const start = async (env: Record<string, string> = {}): Promise<ServerProcess> => {
  const server = await ServerProcess.start(database.url, {
    EGRESS_ALLOW_HOSTS: '127.0.0.1',
    ...env,
  });
  started.push(server);
  return server;
};

const chain = (name: string, count: number): object => chainOf(upstream, name, count);

describe('a server that dies', () => {
  it(
    'has its run carried on by the next one, and no finished step is done again',
    async () => {
      const first = await start();
      const { token, runs } = await prepare(first, chain('killed', 4));
      for (const n of [1, 2, 4])
        upstream.answers.set(`/killed/${n}`, (call) => call.answer(200, { n }));
      const { id } = await first.call<Run>('POST', runs, token, {}, { prefer: 'respond-async' });
      const inFlight = await upstream.call('/killed/3');
      await first.kill();

      upstream.answers.set('/killed/3', (call) => call.answer(200, { n: 3 }));
      const second = await start();
      const run = await ended(second, token, id);
      expect(run).toMatchObject({ status: 'succeeded', output: { s1: 1, s2: 2, s3: 3, s4: 4 } });
      expect([1, 2, 3, 4].map((n) => upstream.countOf(`/killed/${n}`))).toEqual([1, 1, 2, 1]);
      // The step that was in flight carries the same key on both tries, so that its target can tell.
      const again = await upstream.call('/killed/3', 2);
      expect(again.headers['idempotency-key']).toBe(inFlight.headers['idempotency-key']);
      await second.stop();
    },
    TAKEOVER_MS + 20_000,
  );

  it(
    'does not lose a run that was only just accepted',
    async () => {
      const first = await start();
      const { token, runs } = await prepare(first, chain('accepted', 1));
      upstream.answers.set('/accepted/1', (call) => call.answer(200, { n: 1 }));
      const { id } = await first.call<Run>('POST', runs, token, {}, { prefer: 'respond-async' });
      await first.kill();
      const second = await start();
      const run = await ended(second, token, id);
      expect(run).toMatchObject({ status: 'succeeded', output: { s1: 1 } });
      await second.stop();
    },
    TAKEOVER_MS + 20_000,
  );
});

describe('a server that is only slow', () => {
  it(
    'can write nothing once another one has its run',
    async () => {
      const slow = await start();
      const { token, runs } = await prepare(slow, chain('paused', 2));
      const { id } = await slow.call<Run>('POST', runs, token, {}, { prefer: 'wait=0' });
      const first = await upstream.call('/paused/1');
      slow.pause();
      const other = await start();
      const taken = await upstream.call('/paused/1', 2);
      taken.answer(200, { n: 'other' });
      (await upstream.call('/paused/2')).answer(200, { n: 'other' });
      const run = await ended(other, token, id);
      slow.resume();
      first.answer(200, { n: 'slow' });
      expect(run).toMatchObject({ status: 'succeeded', output: { s1: 'other', s2: 'other' } });
      expect(await slow.stop()).toBe(0);
      expect(await other.call<Run>('GET', `/runs/${id}`, token)).toEqual(run);
      expect(upstream.countOf('/paused/2')).toBe(1);
      await other.stop();
    },
    TAKEOVER_MS + 20_000,
  );
});

describe('a server that is asked to stop', () => {
  it('lets a running step finish and answers its caller', async () => {
    const server = await start();
    const { token, runs } = await prepare(server, chain('drained', 1));
    const answer = server.call<Run>('POST', runs, token, {}, { prefer: 'wait=60' });
    const call = await upstream.call('/drained/1');
    const exit = server.stop();
    call.answer(200, { n: 1 });
    expect(await answer).toMatchObject({ status: 'succeeded', output: { s1: 1 } });
    expect(await exit).toBe(0);
  });

  it(
    'hands over at once what does not finish in time',
    async () => {
      const first = await start({ SHUTDOWN_SECONDS: '0' });
      const second = await start();
      const { token, runs } = await prepare(first, chain('handed', 1));
      const { id } = await first.call<Run>('POST', runs, token, {}, { prefer: 'wait=0' });
      await upstream.call('/handed/1');
      const exit = first.stop();
      (await upstream.call('/handed/1', 2)).answer(200, { n: 1 });
      expect(await exit).toBe(0);
      expect(await ended(second, token, id)).toMatchObject({
        status: 'succeeded',
        output: { s1: 1 },
      });
      await second.stop();
    },
    TAKEOVER_MS,
  );
});
