import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ECHO } from '../given.js';
import { chainOf, ended, prepare, until, type Run } from '../recovery.js';
import type { Api } from '../server-process.js';
import { Upstream } from '../upstream.js';
import { Cluster } from './cluster.js';

// Starts the nginx that NGINX_PROGRAM names and the redis-server that REDIS_SERVER names.
const nginx = process.env.NGINX_PROGRAM as string;
const upstream = new Upstream();
const cluster = new Cluster({ DRAIN_SECONDS: '0' });
const at = (index: number): Api => cluster.server(index);

beforeAll(async () => {
  await upstream.start();
  await cluster.start(['all', 'all', 'all'], nginx);
}, 120_000);
afterAll(async () => {
  await cluster.stop();
  await upstream.stop();
}, 60_000);

/** The status of a call, whatever it is. */
async function statusOf(api: Api, path: string, token: string): Promise<number> {
  const headers = { authorization: `Bearer ${token}` };
  return (await fetch(`${api.url}/api/v1${path}`, { headers })).status;
}

describe('what one process does', () => {
  it('ends a session everywhere', async () => {
    const { token } = await prepare(at(0), ECHO);
    for (const index of [0, 1, 2]) expect(await statusOf(at(index), '/me', token)).toBe(200);
    const { items } = await at(1).call<{ items: { id: string }[] }>('GET', '/auth/sessions', token);
    const ending = await fetch(`${at(1).url}/api/v1/auth/sessions/${items[0]?.id}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${token}` },
    });
    expect(ending.status).toBe(204);
    for (const index of [0, 1, 2])
      await until(async () => (await statusOf(at(index), '/me', token)) === 401);
  });

  it('publishes a version everywhere', async () => {
    const { token, runs, workspace, tool } = await prepare(at(0), ECHO);
    const send = (index: number) =>
      at(index).call<Run & { version: number }>('POST', runs, token, { inputs: { text: 'x' } });
    for (const index of [0, 1, 2]) expect((await send(index)).version).toBe(1);
    const path = `/workspaces/${workspace}/tools/${tool}`;
    const { draft } = await at(1).call<{ draft: { revision: number } }>('GET', path, token);
    const definition = { ...ECHO, output: { text: 'new' } };
    await at(1).call(
      'PUT',
      `${path}/draft`,
      token,
      { definition },
      {
        'if-match': String(draft.revision),
      },
    );
    await at(2).call('POST', `${path}/versions`, token, { notes: 'v2' });
    for (const index of [0, 1, 2]) await until(async () => (await send(index)).version === 2);
  });

  it('takes a run with a key once, although it arrives at all at once', async () => {
    const { token, runs } = await prepare(at(0), chainOf(upstream, 'key', 1));
    upstream.answers.set('/key/1', (call) => call.answer(200, { n: 1 }));
    const headers = { 'idempotency-key': 'the-same', prefer: 'wait=60' };
    const answers = await Promise.all(
      [0, 1, 2, 0, 1, 2].map((index) => at(index).call<Run>('POST', runs, token, {}, headers)),
    );
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    for (const answer of answers) expect(answer).toMatchObject({ status: 'succeeded' });
    expect(upstream.countOf('/key/1')).toBe(1);
  });

  it('stops a run that another carries out', async () => {
    const { token, runs } = await prepare(at(0), chainOf(upstream, 'stop', 1));
    const { id } = await at(0).call<Run>('POST', runs, token, {}, { prefer: 'wait=0' });
    const call = await upstream.call('/stop/1');
    await at(1).call('POST', `/runs/${id}/cancel`, token);
    await call.left;
    expect(await ended(at(2), token, id)).toMatchObject({ status: 'cancelled' });
  });
});

describe('the clock', () => {
  it('has its work done once, although all processes keep it', async () => {
    const { db } = cluster;
    for (const index of [0, 1, 2]) expect(await cluster.server(index).stop()).toBe(0);
    await db.query(`
      CREATE TABLE clock_work (task text);
      CREATE FUNCTION note_clock_work() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN INSERT INTO clock_work SELECT identifier FROM graphile_worker._private_tasks
           WHERE id = NEW.task_id; RETURN NEW; END $$;
      CREATE TRIGGER note_clock_work AFTER INSERT ON graphile_worker._private_jobs
        FOR EACH ROW EXECUTE FUNCTION note_clock_work()`);
    // As if everything had been off last night.
    await db.query(`UPDATE graphile_worker._private_known_crontabs
      SET known_since = now() - interval '9 days', last_execution = now() - interval '25 hours'`);
    const done = async (): Promise<string[]> =>
      (await db.query<{ task: string }>('SELECT task FROM clock_work')).rows.map(
        ({ task }) => task,
      );
    await Promise.all([0, 1, 2].map((index) => cluster.startReplica(index)));
    await until(async () => (await done()).includes('runs-housekeeping'));
    // Each has looked at the clock by the time it has stopped again.
    await Promise.all([0, 1, 2].map((index) => cluster.server(index).stop()));
    expect((await done()).filter((task) => task === 'runs-housekeeping')).toHaveLength(1);
    await Promise.all([0, 1, 2].map((index) => cluster.startReplica(index)));
  }, 120_000);
});

describe('the limit of requests a minute', () => {
  const LIMIT = 40;
  const limited = new Cluster({ RATE_LIMIT_PER_MINUTE: String(LIMIT) });
  beforeAll(async () => {
    await limited.start(['api', 'api'], nginx);
  }, 120_000);
  afterAll(() => limited.stop(), 60_000);

  /** Asks until it is refused; how often it was not. */
  async function passed(index: number, token: string): Promise<number> {
    for (let count = 0; ; count += 1) {
      if ((await statusOf(limited.server(index), '/me', token)) === 429) return count;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }

  it('is met by both processes together', async () => {
    // The count begins anew with each minute: not in the middle of this.
    await until(() => Date.now() % 60_000 < 30_000);
    const { token } = await prepare(limited.server(0), ECHO);
    const first = await passed(0, token);
    const second = await passed(1, token);
    expect(first).toBeLessThanOrEqual(LIMIT);
    // What arrives within one exchange, instead of a limit of its own.
    expect(second).toBeLessThan(LIMIT / 2);
  }, 90_000);

  it('is met by each alone while Redis is away', async () => {
    await until(() => Date.now() % 60_000 < 30_000);
    const { token } = await prepare(limited.server(0), ECHO);
    await limited.redis.kill();
    await passed(0, token);
    expect(await passed(1, token)).toBeGreaterThan(LIMIT / 2);
    await limited.redis.start();
  }, 120_000);
});
