import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadMigrations, migrate, undoLast } from '../../src/core/db/migrate.js';
import { createTestDatabase, type TestDatabase } from '../database.js';
import { ServerProcess } from '../server-process.js';
import { Upstream } from '../upstream.js';
import { countRows, loadFixture, migrationsOf, RELEASES, type Facts } from './releases.js';

/** A run of a dead process is taken over after 12 s of its silence, by a sweep and a job. */
const TAKEOVER_MS = 60_000;

interface Run {
  id: string;
  status: string;
  output: unknown;
  steps: unknown[];
}

const upstream = new Upstream();
beforeAll(() => upstream.start());
afterAll(() => upstream.stop());

describe.each(RELEASES.map(({ release }) => release))('an upgrade from %s', (release) => {
  let database: TestDatabase;
  let facts: Facts;
  let before: Record<string, number>;
  let server: ServerProcess | undefined;

  beforeAll(async () => {
    database = await createTestDatabase('template0');
    await migrate(database.url, { migrations: await migrationsOf(release) });
    facts = await loadFixture(database.url, release, upstream.url);
    before = await countRows(database.url);
  }, 60_000);
  afterAll(async () => {
    await server?.kill();
    await database.drop();
  }, 60_000);

  /** The rows of the tables that the release had. */
  const rowsNow = async (): Promise<Record<string, number>> => {
    const now = await countRows(database.url);
    return Object.fromEntries(Object.keys(before).map((table) => [table, now[table] ?? 0]));
  };

  it('begins with rows in every table of that release', () => {
    const months = /_\d{4}_\d\d$/;
    for (const [table, count] of Object.entries(before))
      if (!months.test(table))
        expect({ table, hasRows: count > 0 }).toEqual({ table, hasRows: true });
    // Two months of runs, besides what fits none.
    for (const parent of ['runs', 'run_steps']) {
      const filled = Object.keys(before).filter(
        (table) => table.startsWith(`${parent}_2`) && (before[table] ?? 0) > 0,
      );
      expect(filled).toHaveLength(2);
    }
  });

  it('keeps every row, and also on the way back and up again', async () => {
    await migrate(database.url);
    expect(await rowsNow()).toEqual(before);

    const released = (await migrationsOf(release)).length;
    const since = (await loadMigrations()).slice(released).map(({ name }) => name);
    for (const name of since.toReversed()) expect(await undoLast(database.url)).toBe(name);
    expect(await rowsNow()).toEqual(before);
    expect(Object.keys(await countRows(database.url))).toEqual(Object.keys(before));

    expect(await migrate(database.url)).toEqual(since);
    expect(await rowsNow()).toEqual(before);
  }, 60_000);

  it(
    'leaves people, keys and tools what they were, and ends the runs that were under way',
    async () => {
      const { runs, workspace, tool } = facts;
      upstream.answers.set('/first', (call) => call.answer(200, { n: 'again' }));
      upstream.answers.set('/second', (call) => call.answer(200, { n: 2 }));
      server = await ServerProcess.start(database.url, { EGRESS_ALLOW_HOSTS: '127.0.0.1' });
      const call = server.call.bind(server) as ServerProcess['call'];
      const ready = await fetch(`${server.url}/health/ready`);
      expect(ready.status).toBe(200);

      // Sessions: the open one goes on, and the password opens another.
      const refreshed = await call<{ accessToken: string }>('POST', '/auth/refresh', null, {
        refreshToken: facts.refreshToken,
      });
      await call('GET', '/me', refreshed.accessToken);
      const { accessToken: token } = await call<{ accessToken: string }>(
        'POST',
        '/auth/login',
        null,
        { email: facts.email, password: facts.password },
      );

      // Tools, versions, members, and the drafts that are not published.
      const at = `/workspaces/${workspace}`;
      const list = async (path: string) =>
        (await call<{ items: Record<string, unknown>[] }>('GET', path, token)).items;
      expect((await list(`${at}/tools`)).map(({ slug }) => slug).sort()).toEqual([
        'fail',
        'fetch',
        'shout',
      ]);
      expect((await list(`${at}/tools/${tool}/versions`)).map(({ number }) => number)).toEqual([
        2, 1,
      ]);
      expect(await list(`${at}/members`)).toHaveLength(2);
      const { draft } = await call<{ draft: { definition: { output: object } } }>(
        'GET',
        `${at}/tools/${tool}`,
        token,
      );
      expect(draft.definition.output).toEqual({ loud: '{{ steps.shout }}' });

      // The API key: it runs the tool, and its idempotency key still names its run.
      const send = (headers: Record<string, string>) =>
        call<Run>(
          'POST',
          `/tools/${workspace}/${tool}/runs`,
          facts.apiKey,
          { inputs: { text: 'hello' } },
          headers,
        );
      expect(await send({})).toMatchObject({ status: 'succeeded', output: { text: 'HELLO' } });
      const repeated = await send({ 'idempotency-key': facts.idempotencyKey });
      expect(repeated.id).toBe(runs.succeeded);

      // The provider's key can be opened.
      upstream.answers.set('/v1/models', (one) => one.answer(401, { error: 'no' }));
      await call('POST', `${at}/providers/models/test`, token, {});
      const { headers } = await upstream.call('/v1/models');
      expect(headers.authorization).toBe(`Bearer ${facts.providerKey}`);

      // Runs: those that had ended say what they said, the others go on where they were.
      const run = (id: string): Promise<Run> => call<Run>('GET', `/runs/${id}`, token);
      expect(await run(runs.succeeded)).toMatchObject({
        status: 'succeeded',
        output: { text: 'HELLO' },
      });
      expect(await run(runs.failed)).toMatchObject({
        status: 'failed',
        error: { code: 'stopped' },
      });
      expect(await run(runs.cancelled)).toMatchObject({ status: 'cancelled' });
      expect(await run(runs.waiting)).toMatchObject({ status: 'waiting' });
      const outputs = {
        [runs.running]: { first: 1, second: 2 },
        [runs.taken]: null,
        [runs.queued]: { first: 'again', second: 2 },
      };
      for (const [id, output] of Object.entries(outputs)) {
        while (!['succeeded', 'failed'].includes((await run(id)).status))
          await new Promise((resolve) => setTimeout(resolve, 100));
        expect(await run(id)).toMatchObject({ status: 'succeeded', ...(output && { output }) });
      }
      expect(await server.stop()).toBe(0);
    },
    TAKEOVER_MS,
  );
});
