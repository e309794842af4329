import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';
import { loadMigrations, migrate } from '../../src/core/db/migrate.js';
import { createTestDatabase, type TestDatabase } from '../database.js';
import { ECHO } from '../given.js';
import { ServerProcess } from '../server-process.js';
import { EXPANDING } from './expand.js';

const MIGRATE = fileURLToPath(new URL('../../dist/migrate.js', import.meta.url));
const CALLERS = 4;

let database: TestDatabase;
const servers: ServerProcess[] = [];
const start = async (): Promise<ServerProcess> => {
  const server = await ServerProcess.start(database.url);
  servers.push(server);
  return server;
};
beforeAll(async () => void (database = await createTestDatabase()), 60_000);
afterAll(async () => {
  await Promise.all(servers.map((server) => server.kill()));
  await database.drop();
}, 60_000);

/** An account with a published tool; calls it once, waiting for the answer or not. */
async function prepare(server: ServerProcess) {
  const { accessToken: token } = await server.call<{ accessToken: string }>(
    'POST',
    '/auth/register',
    null,
    { email: 'ada@example.test', password: 'correct horse battery', name: 'Ada' },
  );
  const me = await server.call<{ workspaces: { slug: string }[] }>('GET', '/me', token);
  const workspace = me.workspaces[0]?.slug as string;
  const at = `/workspaces/${workspace}/tools`;
  const tool = await server.call<{ slug: string }>('POST', at, token, {
    name: 'Echo',
    definition: ECHO,
  });
  await server.call('POST', `${at}/${tool.slug}/versions`, token, {});
  const run = async (on: ServerProcess, prefer: string): Promise<string> => {
    const inputs = { text: 'x' };
    const path = `/tools/${workspace}/${tool.slug}/runs`;
    return (await on.call<{ id: string }>('POST', path, token, { inputs }, { prefer })).id;
  };
  return { token, run };
}

/** Callers that call again and again, and what went wrong for them. */
function load(call: (count: number) => Promise<unknown>) {
  const failures: string[] = [];
  let done = 0;
  let stopped = false;
  const caller = async (): Promise<void> => {
    while (!stopped) {
      await call(done).catch((error: unknown) => failures.push(String(error)));
      done += 1;
    }
  };
  const callers = Array.from({ length: CALLERS }, caller);
  return {
    failures,
    /** Resolves when so many more calls were answered. */
    async more(count: number): Promise<void> {
      const enough = done + count;
      while (done < enough) await new Promise((resolve) => setTimeout(resolve, 10));
    },
    async stop(): Promise<number> {
      stopped = true;
      await Promise.all(callers);
      return done;
    },
  };
}

describe('while the schema of the next release is made', () => {
  it('the program that serves fails no request, and is ready before, during and after', async () => {
    const server = await start();
    const { token, run } = await prepare(server);
    const calls = load(async (count) => {
      const ready = await fetch(`${server.url}/health/ready`);
      if (!ready.ok) throw new Error(`not ready: ${await ready.text()}`);
      await run(server, count % 2 === 0 ? 'wait=30' : 'respond-async');
      await server.call('GET', '/me', token);
    });
    await calls.more(20);

    // A report that reads for long is what a migration meets in practice: it has to give way.
    const report = new pg.Client({ connectionString: database.url });
    await report.connect();
    await report.query('BEGIN; SELECT count(*) FROM runs');
    const said: string[] = [];
    const migrated = migrate(database.url, {
      migrations: [...(await loadMigrations()), ...EXPANDING],
      lockTimeoutMs: 200,
      firstPauseMs: 50,
      attempts: 100,
      say: (line) => {
        said.push(line);
        if (said.length === 3) void report.query('COMMIT');
      },
    });
    await expect(migrated).resolves.toEqual(EXPANDING.map(({ name }) => name));
    expect(said.length).toBeGreaterThanOrEqual(3);
    await report.end();
    await calls.more(20);

    const answered = await calls.stop();
    expect(calls.failures).toEqual([]);
    expect(answered).toBeGreaterThan(40);
    // What was only accepted during the migration is carried out too.
    const unfinished = async (): Promise<number> => {
      const page = await server.call<{ items: { status: string }[] }>(
        'GET',
        '/workspaces/ada/runs?limit=100',
        token,
      );
      return page.items.filter(({ status }) => status !== 'succeeded').length;
    };
    while ((await unfinished()) > 0) await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await server.stop()).toBe(0);
  }, 90_000);

  it('the older program can be put back: it migrates nothing, starts, is ready and serves', async () => {
    const run = promisify(execFile);
    const { stdout } = await run(process.execPath, [MIGRATE], {
      env: { DATABASE_URL: database.url, PATH: process.env.PATH },
    });
    expect(stdout).toContain('The schema is up to date.');
    const older = await start();
    const { status } = await fetch(`${older.url}/health/ready`);
    expect(status).toBe(200);
    const { accessToken: token } = await older.call<{ accessToken: string }>(
      'POST',
      '/auth/login',
      null,
      { email: 'ada@example.test', password: 'correct horse battery' },
    );
    const path = '/tools/ada/echo/runs';
    const inputs = { text: 'back' };
    const answer = await older.call<object>('POST', path, token, { inputs });
    expect(answer).toMatchObject({ status: 'succeeded', output: { text: 'BACK' } });
    expect(await older.stop()).toBe(0);
  }, 60_000);
});
