import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { problem, TestApp } from '../../../test/app.js';
import { createTestDatabase, type TestDatabase } from '../../../test/database.js';
import { TcpProxy } from '../../../test/tcp-proxy.js';

// The network to the database takes everything and gives nothing back: no connection breaks.

const app = new TestApp();
let database: TestDatabase;
let proxy: TcpProxy;

beforeAll(async () => {
  database = await createTestDatabase();
  const url = new URL(database.url);
  proxy = new TcpProxy({ host: url.hostname, port: Number(url.port || 5432) });
  const { host, port } = await proxy.start();
  url.hostname = host;
  url.port = String(port);
  await app.start({ DATABASE_URL: url.href, DATABASE_TIMEOUT_SECONDS: '1', SHUTDOWN_SECONDS: '1' });
}, 60_000);

afterAll(async () => {
  await app.stop();
  await proxy.stop();
  await database.drop();
}, 60_000);

const ready = async (): Promise<{ status: number; body: Record<string, never> }> =>
  app.as().get('/health/ready');

async function until(isTrue: () => Promise<boolean>): Promise<void> {
  while (!(await isTrue())) await new Promise((resolve) => setTimeout(resolve, 50));
}

const metric = async (line: RegExp): Promise<string | undefined> =>
  line.exec((await app.as().get('/metrics').expect(200)).text)?.[1];

describe('a database that is silent', () => {
  it('holds neither health nor metrics, fails statements in time, and is found again', async () => {
    const account = await app.given.account();
    await until(async () => (await ready()).status === 200);
    proxy.swallow();

    await until(async () => (await ready()).status === 503);
    const { body } = await ready();
    expect(body).toMatchObject({
      status: 'down',
      parts: {
        database: { status: 'down', detail: 'It does not answer in time.' },
        cache: { status: 'up' },
        builtInAi: { status: 'up' },
      },
    });
    await app.as().get('/health/live').expect(200);
    // Read while the database is away: the rest is told, and the queue is unknown.
    expect(await metric(/^apm_runs_queued (.*)$/m)).toMatch(/^nan$/i);

    // The pool gives the statement up, also within a transaction, and tells the caller.
    await app
      .as(account.token)
      .post(`/workspaces/${account.workspace}/tools`)
      .send({ name: 'Too late' })
      .expect(problem(503, 'database-unavailable'));
    expect(
      Number(await metric(/^apm_database_errors_total\{reason="timeout"\} (.*)$/m)),
    ).toBeGreaterThan(0);

    proxy.heal();
    await until(async () => (await ready()).status === 200);
    await app.given.tool(account);
    expect(Number(await metric(/^apm_runs_queued (.*)$/m))).toBe(0);
  }, 60_000);
});
