import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { totalmem } from 'node:os';
import { useTestApp } from '../../../test/app.js';
import { HttpServer } from '../../../test/http-server.js';
import type { GivenAccount } from '../../../test/given.js';

const app = useTestApp({ EGRESS_ALLOW_HOSTS: '127.0.0.1', RATE_LIMIT_PER_MINUTE: '60' });
const upstream = new HttpServer((_, response) => response.writeHead(503).end());
let account: GivenAccount;

beforeAll(async () => {
  await upstream.start();
  account = await app.given.account();
});
afterAll(() => upstream.stop());

const scrape = async (): Promise<string> => (await app.as().get('/metrics').expect(200)).text;

/** The value of a series, with labels as Prometheus writes them; undefined when it is not there. */
async function value(name: string, labels = ''): Promise<number | undefined> {
  const start = labels === '' ? `${name} ` : `${name}{${labels}} `;
  const line = (await scrape()).split('\n').find((one) => one.startsWith(start));
  return line === undefined ? undefined : Number(line.slice(start.length));
}

async function untilIs(wanted: number, name: string, labels = ''): Promise<void> {
  while ((await value(name, labels)) !== wanted)
    await new Promise((resolve) => setTimeout(resolve, 50));
}

const run = (tool: string, body: object) =>
  app.as(account.token).post(`/tools/${account.workspace}/${tool}/runs`).send(body);

describe('what is measured', () => {
  it('counts a run, its steps, its request and its commit', async () => {
    const tool = await app.given.publishedTool(account);
    await run(tool, { inputs: { text: 'x' } }).expect(200);
    const route = 'route="/api/v1/tools/:workspace/:tool/runs"';
    await untilIs(
      1,
      'apm_http_request_duration_seconds_count',
      `method="POST",${route},status="200"`,
    );
    expect(await value('apm_runs_started_total', 'trigger="app"')).toBe(1);
    expect(await value('apm_runs_total', 'status="succeeded"')).toBe(1);
    expect(await value('apm_run_duration_seconds_count', 'status="succeeded"')).toBe(1);
    expect(
      await value('apm_step_duration_seconds_count', 'kind="transform",status="succeeded"'),
    ).toBe(1);
    expect(await value('apm_journal_operations_total')).toBe(1);
    expect(await value('apm_runs_active')).toBe(0);
    // The scrape itself is the one request under way.
    expect(await value('apm_http_requests_in_flight')).toBe(1);
  });

  it('leaves probes and scrapes out of the requests', async () => {
    for (const path of ['/health', '/health/live', '/health/ready', '/metrics'])
      await app.as().get(path).expect(200);
    await app.as().get('/nothing').expect(404);
    const name = 'apm_http_request_duration_seconds_count';
    await untilIs(1, name, 'method="GET",route="unknown",status="404"');
    expect(await scrape()).not.toMatch(/route="\/(health|metrics)/);
  });

  it('tells the wait of a queued run, and that nothing is left', async () => {
    const tool = await app.given.publishedTool(account);
    await run(tool, { inputs: { text: 'x' } })
      .set('prefer', 'respond-async')
      .expect(202);
    await untilIs(1, 'apm_run_queue_wait_seconds_count');
    await untilIs(0, 'apm_runs_queued');
    await untilIs(0, 'apm_queue_jobs', 'state="waiting"');
    expect(await value('apm_queue_oldest_job_seconds')).toBe(0);
    expect(await value('apm_processes_alive', 'role="all"')).toBe(1);
    expect(await value('apm_run_takeovers_total')).toBe(0);
  });

  it('counts failures by code, retries, and calls outside by how they went', async () => {
    const tool = await app.given.publishedTool(account, {
      schemaVersion: 1,
      inputs: { type: 'object', properties: {} },
      steps: [
        {
          id: 'ask',
          kind: 'http',
          with: { method: 'GET', url: upstream.url },
          retry: { attempts: 2, backoffSeconds: 0.1 },
        },
      ],
      output: 'ok',
    });
    await run(tool, {}).expect(200);
    expect(await value('apm_run_failures_total', 'code="http-status"')).toBe(1);
    expect(await value('apm_step_retries_total', 'code="http-status"')).toBe(1);
    expect(await value('apm_egress_request_duration_seconds_count', 'outcome="5xx"')).toBe(2);
  });

  it('shows streams while they are watched, and leaves their time out', async () => {
    const tool = await app.given.publishedTool(account, {
      schemaVersion: 1,
      inputs: { type: 'object', properties: {} },
      steps: [{ id: 'ask', kind: 'http', with: { method: 'GET', url: upstream.url } }],
      output: 'ok',
    });
    let answer: () => void = () => undefined;
    upstream.answers((_, response) => (answer = () => response.end('{}')));
    const leaving = new AbortController();
    const watched = await fetch(`${app.url}/api/v1/tools/${account.workspace}/${tool}/runs`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${account.token}`,
        accept: 'text/event-stream',
        'content-type': 'application/json',
      },
      body: '{}',
      signal: leaving.signal,
    });
    expect(watched.status).toBe(200);
    await untilIs(1, 'apm_sse_connections');
    await untilIs(1, 'apm_runs_active');
    const route = 'route="/api/v1/tools/:workspace/:tool/runs"';
    const name = 'apm_http_request_duration_seconds_count';
    const before = await value(name, `method="POST",${route},status="200"`);
    const aborted = (await value('apm_http_requests_aborted_total')) ?? 0;
    leaving.abort();
    await untilIs(0, 'apm_sse_connections');
    await untilIs(aborted + 1, 'apm_http_requests_aborted_total');
    answer();
    await untilIs(0, 'apm_runs_active');
    expect(await value(name, `method="POST",${route},status="200"`)).toBe(before);
  });

  it('shows the pool, the copies in memory and the parts of health', async () => {
    expect(await value('apm_database_pool_size')).toBe(6);
    expect(await value('apm_database_pool_waiting')).toBe(0);
    expect(await value('apm_database_query_duration_seconds_count')).toBeGreaterThan(10);
    const hits = 'cache="memberships",result="hit"';
    expect(await value('apm_local_cache_requests_total', hits)).toBeGreaterThan(0);
    expect(await value('apm_health_part_up', 'part="database"')).toBe(1);
    await app.as().get('/health').expect(200);
    const read = 'kind="memory",operation="get",result="hit"';
    expect(await value('apm_cache_operation_duration_seconds_count', read)).toBeGreaterThan(0);
  });

  it('tells the memory that the process may use', async () => {
    const limit = await value('apm_memory_limit_bytes');
    expect(limit).toBeGreaterThan((await value('apm_process_resident_memory_bytes')) as number);
    expect(limit).toBeLessThanOrEqual(totalmem());
  });

  it('counts statements that fail, but not constraints that do their work', async () => {
    const other = 'reason="other"';
    const before = (await value('apm_database_errors_total', other)) ?? 0;
    await app.db.query('SELECT nothing').catch(() => undefined);
    await app.db
      .query(`INSERT INTO processes SELECT * FROM processes LIMIT 1`)
      .catch(() => undefined);
    expect(await value('apm_database_errors_total', other)).toBe(before + 1);
  });

  it('counts refusals of the limit', async () => {
    let status = 0;
    while (status !== 429) {
      status = (await app.as(account.token).get('/me')).status;
    }
    expect(await value('apm_http_problems_total', 'code="too-many-requests"')).toBe(1);
  });
});
