import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { useTestApp } from '../../../test/app.js';
import type { GivenAccount } from '../../../test/given.js';
import { Upstream } from '../../../test/upstream.js';
import { newId } from '../../core/ids.js';
import { compileDefinition } from '../../engine/plan.js';
import { RunExecutor } from './run-executor.js';
import { Takeover } from './takeover.js';

const ENV = { EGRESS_ALLOW_HOSTS: '127.0.0.1', SHUTDOWN_SECONDS: '0' };
const app = useTestApp(ENV);
const upstream = new Upstream();
let owner: GivenAccount;

beforeAll(async () => {
  await upstream.start();
  owner = await app.given.account();
}, 60_000);
afterAll(() => upstream.stop());

const asking = (path: string) => ({
  schemaVersion: 1,
  inputs: { type: 'object', properties: {} },
  steps: [{ id: 'ask', kind: 'http', with: { url: upstream.url + path } }],
  output: { answer: '{{ steps.ask.body.answer }}' },
});

/** Starts a run of one request to this path, and does not wait for it. */
async function begin(path: string): Promise<string> {
  const tool = await app.given.publishedTool(owner, asking(path));
  const { body } = await app
    .as(owner.token)
    .post(`/tools/${owner.workspace}/${tool}/runs`)
    .set('prefer', 'wait=0')
    .send({})
    .expect(202);
  return body.id as string;
}

const metrics = async () => (await app.as().get('/metrics').expect(200)).text;

const find = async (id: string) => (await app.as(owner.token).get(`/runs/${id}`).expect(200)).body;

describe('a sweep', () => {
  it('stops a run that was cancelled although nobody said so', async () => {
    const id = await begin('/unheard');
    const call = await upstream.call('/unheard');
    await app.db.query(
      `UPDATE runs SET status = 'cancelled', fence = fence + 1, owner = NULL WHERE id = $1`,
      [id],
    );
    await app.nest.get(Takeover).sweep();
    await call.left;
    expect(await find(id)).toMatchObject({ status: 'cancelled' });
  });

  it('gives up a run whose steps can never be written', async () => {
    upstream.answers.set('/poison', (call) => call.answer(200, { answer: 1 }));
    await app.db.query(`
      CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'full'; END $$;
      CREATE TRIGGER refuse BEFORE INSERT ON run_steps FOR EACH ROW EXECUTE FUNCTION refuse()`);
    // Told before it happens: what begins at 1 has not increased, as Prometheus sees it.
    expect(await metrics()).toContain('apm_run_failures_total{code="run-poisoned"} 0');
    const id = await begin('/poison');
    let run = await find(id);
    for (let sweeps = 0; run.status !== 'failed' && sweeps < 500; sweeps++) {
      await app.db.query(`UPDATE runs SET started_at = now() - interval '1 minute' WHERE id = $1`, [
        id,
      ]);
      await app.nest.get(Takeover).sweep();
      run = await find(id);
    }
    await app.db.query('DROP TRIGGER refuse ON run_steps');
    expect(run.error).toMatchObject({ code: 'run-poisoned' });
    expect(upstream.countOf('/poison')).toBe(6);
    expect(await metrics()).toContain('apm_run_failures_total{code="run-poisoned"} 1');
    expect(await metrics()).toContain('apm_runs_total{status="failed"} 1');
  });
});

describe('a run that has run out of time', () => {
  it('leaves its end to others when it cannot be written', async () => {
    await app.db.query(`
      CREATE FUNCTION refuse_end() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'full'; END $$;
      CREATE TRIGGER refuse_end BEFORE UPDATE ON runs FOR EACH ROW
        WHEN (NEW.status = 'failed') EXECUTE FUNCTION refuse_end()`);
    const { plan } = compileDefinition(asking('/late'));
    const active = await app.nest.get(RunExecutor).startAccepted(
      {
        id: newId(),
        workspaceId: newId(),
        toolId: newId(),
        versionId: newId(),
        trigger: 'api',
        userId: null,
        apiKeyId: null,
        inputs: {},
        deadlineAt: new Date(Date.now() + 50),
        createdAt: new Date(),
        traceparent: null,
      },
      plan!,
    );
    expect(await active.done).toEqual({ kind: 'elsewhere' });
    await app.db.query('DROP TRIGGER refuse_end ON runs');
  });
});

describe('a server that stops', () => {
  it('lets those go who watch a run that it hands over', async () => {
    const id = await begin('/handed-over');
    await upstream.call('/handed-over');
    const watching = await fetch(`${app.url}/api/v1/runs/${id}/events`, {
      headers: { authorization: `Bearer ${owner.token}` },
    });
    await app.restart(ENV);
    const events = await watching.text();
    expect(events).toContain('event: run\n');
    expect(events).not.toContain('run.finished');
    (await upstream.call('/handed-over', 2)).answer(200, { answer: 1 });
    const again = await fetch(`${app.url}/api/v1/runs/${id}/events`, {
      headers: { authorization: `Bearer ${owner.token}` },
    });
    expect(await again.text()).toContain('run.finished');
  });
});

describe('partitions', () => {
  it('do without a month of which a wrong clock has made runs before its time', async () => {
    const year = new Date().getUTCFullYear() + 1;
    await app.db.query(
      `INSERT INTO runs (id, workspace_id, tool_id, version_id, status, trigger, inputs, deadline_at, created_at)
       SELECT first_id_of($1), i, i, i, 'succeeded', 'api', '{}', now(), now() FROM gen_random_uuid() AS i`,
      [`${year}-06-15T00:00:00Z`],
    );
    await app.db.query('SELECT ensure_run_partitions(24)');
    const { rows } = await app.db.query<{ name: string | null }>('SELECT to_regclass($1) AS name', [
      `runs_${year}_07`,
    ]);
    expect(rows[0]?.name).toBe(`runs_${year}_07`);
  });

  it('are made once nobody reads the runs; until then a server starts and carries out runs', async () => {
    const { rows } = await app.db.query<{ name: string }>(
      `SELECT parent || to_char(now() AT TIME ZONE 'UTC' + interval '2 months', '"_"YYYY"_"MM') AS name
       FROM unnest(ARRAY['run_steps', 'runs']) AS parent`,
    );
    const names = rows.map(({ name }) => name);
    const present = async (): Promise<string[]> =>
      (
        await app.db.query<{ name: string }>(
          'SELECT relname AS name FROM pg_class WHERE relname = ANY ($1) ORDER BY relname',
          [names],
        )
      ).rows.map(({ name }) => name);
    await app.db.query(`DROP TABLE ${names.join(', ')}`);
    const reader = new pg.Client({ connectionString: app.databaseUrl });
    await reader.connect();
    await reader.query('BEGIN; LOCK TABLE runs IN ACCESS SHARE MODE');

    await app.restart(ENV);
    upstream.answers.set('/read', (call) => call.answer(200, { answer: 1 }));
    await app.as(owner.token).get(`/workspaces/${owner.workspace}/runs`).expect(200);
    const id = await begin('/read');
    while ((await find(id)).status !== 'succeeded');
    await expect(app.nest.get(Takeover).housekeeping()).rejects.toThrow('lock timeout');
    expect(await present()).toEqual([]);

    await reader.end();
    await app.nest.get(Takeover).housekeeping();
    expect(await present()).toEqual(names);
  }, 60_000);
});
