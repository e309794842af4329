import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { assertSessions } from '../../src/core/db/pooler.js';
import { createTestDatabase, type TestDatabase } from '../database.js';
import { command } from '../migrations/command.js';
import { PgBouncer } from '../pgbouncer.js';
import { chainOf, ended, prepare, until, type Run } from '../recovery.js';
import { ServerProcess } from '../server-process.js';
import { Upstream } from '../upstream.js';
import { expecting, Load } from './load.js';

// Starts the pgbouncer that PGBOUNCER names.
const program = process.env.PGBOUNCER as string;
const upstream = new Upstream();
let database: TestDatabase;
let pooler: PgBouncer;
const poolers: PgBouncer[] = [];
const started: ServerProcess[] = [];

beforeAll(async () => {
  await upstream.start();
  database = await createTestDatabase();
  // Fewer than the pools of both servers have, so that transactions change connections all the time.
  pooler = await pool({ default_pool_size: 3 });
}, 60_000);
afterAll(async () => {
  await Promise.all(started.map((server) => server.kill()));
  await Promise.all(poolers.map((each) => each.stop()));
  await upstream.stop();
  await database.drop();
}, 60_000);

async function pool(settings: Record<string, string | number>): Promise<PgBouncer> {
  const started = await PgBouncer.start(program, database.url, settings);
  poolers.push(started);
  return started;
}

async function start(env: Record<string, string>): Promise<ServerProcess> {
  const server = await ServerProcess.start(pooler.url, {
    EGRESS_ALLOW_HOSTS: '127.0.0.1',
    RATE_LIMIT_PER_MINUTE: '0',
    ...env,
  });
  started.push(server);
  return server;
}

describe('a pooler in transaction mode', () => {
  it.each([
    ['the only address', (): Record<string, string> => ({}), 'DATABASE_URL'],
    ['the address past it', () => ({ DATABASE_SESSION_URL: pooler.url }), 'DATABASE_SESSION_URL'],
  ])(
    'is refused as %s',
    async (_, env, name) => {
      const message = `${name} leads through a pooler in transaction mode`;
      await expect(start(env())).rejects.toThrow(message);
    },
    60_000,
  );

  it('is refused by the command that migrates, which leaves no lock behind', async () => {
    const { code, stderr } = await command({ DATABASE_URL: pooler.url });
    expect(code).toBe(1);
    expect(stderr).toContain('DATABASE_URL leads through a pooler in transaction mode');
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    const { rows } = await client.query(`SELECT pid FROM pg_locks WHERE locktype = 'advisory'`);
    expect(rows).toEqual([]);
    await client.end();
  }, 60_000);

  it.each([
    ['with one connection', { default_pool_size: 1 }],
    ['with connections that take turns', { default_pool_size: 3, server_round_robin: 1 }],
  ])('is found out %s', async (_, settings) => {
    const { url } = await pool(settings);
    await expect(assertSessions({ DATABASE_URL: url })).rejects.toThrow('transaction mode');
  });

  it('is found out while others are busy in it', async () => {
    const clients = [1, 2, 3, 4].map(() => new pg.Client({ connectionString: pooler.url }));
    await Promise.all(clients.map((client) => client.connect()));
    let count = 0;
    let busy = true;
    const work = clients.map(async (client) => {
      for (; busy; count++) await client.query('SELECT pg_sleep(random() / 500)');
    });
    try {
      await until(() => count > 20);
      for (let tries = 0; tries < 8; tries++) {
        const asked = assertSessions({ DATABASE_URL: pooler.url });
        await expect(asked).rejects.toThrow('transaction mode');
      }
    } finally {
      busy = false;
      await Promise.all(work);
      await Promise.all(clients.map((client) => client.end()));
    }
  });

  it('carries the work of two processes, with an address past it for the rest', async () => {
    const [first, second] = await Promise.all(
      [1, 2].map(() => start({ DATABASE_SESSION_URL: database.url, DATABASE_POOL_SIZE: '6' })),
    );
    if (!first || !second) throw new Error('They were started.');
    const prepared = await prepare(first, chainOf(upstream, 'pooled', 2));
    const { token, runs } = prepared;
    for (const n of [1, 2]) upstream.answers.set(`/pooled/${n}`, (call) => call.answer(200, { n }));
    const run = (server: ServerProcess, n: number, prefer: string) =>
      server.call<Run>('POST', runs, token, {}, { prefer, 'idempotency-key': `pooled-${n}` });
    const queued: string[] = [];
    const load = new Load(
      {
        'run at the first': (n) =>
          expecting(run(first, n, 'wait=60'), { status: 'succeeded', output: { s1: 1, s2: 2 } }),
        'run at the second': (n) =>
          expecting(run(second, n, 'wait=60'), { status: 'succeeded', output: { s1: 1, s2: 2 } }),
        'queued run': async (n) => queued.push((await run(first, n, 'respond-async')).id),
        list: () => second.call('GET', `/workspaces/${prepared.workspace}/runs`, token),
        rename: (n) =>
          first.call('PATCH', `/workspaces/${prepared.workspace}/tools/${prepared.tool}`, token, {
            description: `Number ${n}`,
          }),
      },
      12,
      0,
    );
    await load.more(600);
    await load.stop();
    expect(load.failures).toEqual([]);
    for (const id of queued)
      expect(await ended(second, token, id)).toMatchObject({ status: 'succeeded' });

    // Messages arrive: a run at the first is stopped by the second.
    upstream.answers.delete('/pooled/1');
    const calls = upstream.countOf('/pooled/1');
    const { id } = await run(first, -1, 'wait=0');
    const call = await upstream.call('/pooled/1', calls + 1);
    await second.call('POST', `/runs/${id}/cancel`, token);
    await call.left;
    expect(await first.stop()).toBe(0);
    expect(await second.stop()).toBe(0);
  }, 120_000);
});

describe('a pooler in session mode', () => {
  it('is taken for what it is', async () => {
    const { url } = await pool({ pool_mode: 'session', default_pool_size: 3 });
    await assertSessions({ DATABASE_URL: url });
  });
});
