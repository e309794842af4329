import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../../../test/database.js';
import { HttpServer } from '../../../test/http-server.js';
import { prepare, until, type Prepared } from '../../../test/recovery.js';
import { ServerProcess } from '../../../test/server-process.js';

// A server process as it is started in production, and a receiver of Sentry's protocol.

const sentry = new HttpServer();
let database: TestDatabase;
let admin: pg.Client;
const started: ServerProcess[] = [];
const PASSWORD = 'hunter2-and-more';
/** Throws out of nowhere when it is asked to by a signal, as a bug would. */
const BUG = `process.on('SIGUSR2', () => { throw new Error('a bug with password=${PASSWORD}'); });`;

beforeAll(async () => {
  await sentry.start();
  database = await createTestDatabase();
  admin = new pg.Client({ connectionString: database.url });
  await admin.connect();
}, 60_000);
beforeEach(() => sentry.answers((_, response) => response.end('{}')));
afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.kill()));
});
afterAll(async () => {
  await admin.end();
  await sentry.stop();
  await database.drop();
}, 60_000);

async function start(env: Record<string, string> = {}): Promise<ServerProcess> {
  const server = await ServerProcess.start(database.url, {
    SENTRY_DSN: `${sentry.url.replace('//', '//public-key@')}/below/42`,
    COMMIT: 'abc1234',
    NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(BUG)}`,
    ...env,
  });
  started.push(server);
  return server;
}

interface SentryEvent {
  event_id: string;
  release: string;
  environment: string;
  level: string;
  tags: Record<string, string>;
  exception: {
    values: {
      type: string;
      value: string;
      stacktrace: { frames: { filename: string; in_app: boolean }[] };
    }[];
  };
}

const events = (): SentryEvent[] =>
  sentry.requests.map(({ body }) => JSON.parse(body.split('\n')[2] as string) as SentryEvent);

/** Makes every answer that reads tools a fault of ours. */
const breakTools = () => admin.query('ALTER TABLE tools RENAME COLUMN name TO away');
const mendTools = () => admin.query('ALTER TABLE tools RENAME COLUMN away TO name');

const listTools = ({ url }: ServerProcess, { token, workspace }: Prepared): Promise<Response> =>
  fetch(`${url}/api/v1/workspaces/${workspace}/tools?limit=5`, {
    headers: { authorization: `Bearer ${token}`, cookie: `session=${PASSWORD}` },
  });

const ECHO = {
  schemaVersion: 1,
  inputs: { type: 'object', properties: {} },
  steps: [],
  output: 'ok',
};

describe('a fault of ours', () => {
  it('is reported once, with where it is and which release, and nothing of the request', async () => {
    const server = await start();
    const account = await prepare(server, ECHO);
    await breakTools();
    try {
      const response = await listTools(server, account);
      expect(response.status).toBe(500);
      await fetch(`${server.url}/api/v1/workspaces/${account.workspace}/tools`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${account.token}`,
          'content-type': 'application/json',
          'x-api-key': PASSWORD,
        },
        body: JSON.stringify({ name: PASSWORD }),
      });
      await until(() => sentry.requests.length === 2);
    } finally {
      await mendTools();
    }
    const [request] = sentry.requests;
    expect(request).toMatchObject({ method: 'POST', path: '/below/api/42/envelope/' });
    expect(request?.headers['x-sentry-auth']).toMatch(/sentry_version=7.*sentry_key=public-key/);
    const [head, item] = (request?.body ?? '').split('\n').map((line) => JSON.parse(line));
    const [event] = events();
    expect(head.event_id).toBe(event?.event_id);
    expect(item.type).toBe('event');
    expect(event).toMatchObject({
      level: 'error',
      release: expect.stringMatching(/^aipoweredmakers@\d+\.\d+\.\d+\+abc1234$/),
      environment: 'test',
      tags: { role: 'all', code: 'internal-error' },
    });
    const exception = event?.exception.values.at(-1);
    expect(exception?.value).toContain('does not exist');
    expect(
      exception?.stacktrace.frames.some(
        ({ filename, in_app }) => in_app && filename.startsWith('app:///server/'),
      ),
    ).toBe(true);
    const { token, workspace } = account;
    for (const { body } of sentry.requests) {
      for (const secret of [token, PASSWORD, workspace, 'limit=5', 'example.test', database.url]) {
        expect(body).not.toContain(secret);
      }
    }
    // What callers do wrong, and what is refused, is nobody's fault here.
    for (const path of ['/me', '/nothing', '/tools/a/b/runs']) {
      await fetch(`${server.url}/api/v1${path}`, { method: path === '/me' ? 'GET' : 'POST' });
    }
    expect(await server.stop()).toBe(0);
    expect(sentry.requests.length).toBe(2);
  }, 60_000);

  it('is reported when it ends the process', async () => {
    const server = await start();
    expect(await server.endBy('SIGUSR2')).toBe(1);
    expect(events()).toEqual([
      expect.objectContaining({ tags: { role: 'all', context: 'uncaughtException' } }),
    ]);
    expect(events()[0]?.exception.values[0]?.value).toBe('a bug with password=[hidden]');
    expect(server.log.join('')).toContain('a bug with');
  }, 60_000);
});

describe('a receiver that is of no use', () => {
  it('slows nothing down, and is given no more than it takes', async () => {
    sentry.answers(() => undefined); // takes everything, answers nothing
    const server = await start();
    const account = await prepare(server, ECHO);
    await breakTools();
    try {
      const statuses = await Promise.all(
        Array.from({ length: 20 }, async () => (await listTools(server, account)).status),
      );
      expect(new Set(statuses)).toEqual(new Set([500]));
      await until(() => sentry.requests.length > 0);
    } finally {
      await mendTools();
    }
    expect((await listTools(server, account)).status).toBe(200);
    // 0: it came to its end by itself, although the reports hang.
    expect(await server.stop()).toBe(0);
    expect(sentry.requests.length).toBeLessThanOrEqual(5);
  }, 60_000);

  it('is left alone as long as it asks', async () => {
    sentry.answers((_, response) => response.writeHead(429, { 'retry-after': '600' }).end());
    const server = await start();
    const account = await prepare(server, ECHO);
    await breakTools();
    try {
      await listTools(server, account);
      await until(async () => /result="failed"\} 1/.test(await metrics(server)));
      await listTools(server, account);
      await until(async () => /result="dropped"\} 1/.test(await metrics(server)));
    } finally {
      await mendTools();
    }
    expect(sentry.requests.length).toBe(1);
  }, 60_000);
});

const metrics = async ({ url }: ServerProcess): Promise<string> =>
  (await fetch(`${url}/metrics`)).text();
