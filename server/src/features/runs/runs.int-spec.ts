import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { problem, useTestApp } from '../../../test/app.js';
import { readEvents, type ReceivedEvent } from '../../../test/events.js';
import type { GivenAccount } from '../../../test/given.js';
import { Upstream } from '../../../test/upstream.js';

const app = useTestApp({ EGRESS_ALLOW_HOSTS: '127.0.0.1' });
const upstream = new Upstream();
let owner: GivenAccount;
let echo: string;
let key: string;

beforeAll(async () => {
  await upstream.start();
  owner = await app.given.account();
  echo = await app.given.publishedTool(owner);
  key = await app.given.apiKey(owner);
}, 60_000);
afterAll(() => upstream.stop());

/** A tool of one HTTP request to this path of the upstream, and a step that comes after it. */
const asking = (path: string) => ({
  schemaVersion: 1,
  inputs: { type: 'object', properties: {} },
  steps: [
    { id: 'before', kind: 'transform', with: { value: 'ready' } },
    { id: 'ask', kind: 'http', after: ['before'], with: { url: upstream.url + path } },
    { id: 'last', kind: 'transform', with: { value: '{{ steps.ask.body.answer }}' } },
  ],
  output: { answer: '{{ steps.last }}' },
});

const pathOf = (tool: string): string => `/tools/${owner.workspace}/${tool}/runs`;

describe('POST /tools/{workspace}/{tool}/runs', () => {
  it('answers with the output, and the run is in the journal', async () => {
    const { body, headers } = await app
      .as(key)
      .post(pathOf(echo))
      .send({ inputs: { text: 'hello' } })
      .expect(200);
    expect(body).toMatchObject({
      status: 'succeeded',
      tool: echo,
      version: 1,
      trigger: 'api',
      output: { text: 'HELLO' },
      error: null,
    });
    const { body: run } = await app
      .as(key)
      .get((headers.location as string).replace('/api/v1', ''))
      .expect(200);
    expect(run).toMatchObject({
      id: body.id,
      status: 'succeeded',
      workspace: owner.workspace,
      inputs: { text: 'hello' },
      output: { text: 'HELLO' },
      steps: [
        { path: 'shout', kind: 'transform', status: 'succeeded', attempt: 1, output: 'HELLO' },
      ],
    });
  });

  it('refuses inputs that do not fit, with a pointer to each', async () => {
    const { body } = await app
      .as(key)
      .post(pathOf(echo))
      .send({ inputs: { text: 7, more: 1 } })
      .expect(problem(422, 'inputs-invalid'));
    expect(body.errors.map((error: { pointer: string }) => error.pointer)).toContain(
      '#/inputs/text',
    );
  });

  it.each([
    ['an array', [], 422, 'validation-failed'],
    ['an unknown member', { input: {} }, 422, 'validation-failed'],
    ['inputs that are no object', { inputs: 'text' }, 422, 'validation-failed'],
  ])('refuses %s', async (_name, body, status, code) => {
    await app.as(key).post(pathOf(echo)).send(body).expect(problem(status, code));
  });

  it('refuses what is not JSON, and what is too large', async () => {
    const post = () => app.as(key).post(pathOf(echo)).set('content-type', 'application/json');
    await post().send('{"inputs": {').expect(problem(400, 'malformed-json'));
    await post()
      .send(JSON.stringify({ inputs: { text: 'x'.repeat(2_000_000) } }))
      .expect(problem(413, 'body-too-large'));
    await app
      .as(key)
      .post(pathOf(echo))
      .set('content-type', 'text/plain')
      .send('hi')
      .expect(problem(415, 'unsupported-media-type'));
  });

  it('is closed to those who may not run it', async () => {
    const stranger = await app.given.account();
    const readOnly = await app.given.apiKey(owner, { scopes: ['runs:read'] });
    const other = await app.given.publishedTool(owner);
    const limited = await app.given.apiKey(owner, { tools: [other] });
    const send = (bearer?: string) =>
      app
        .as(bearer)
        .post(pathOf(echo))
        .send({ inputs: { text: 'x' } });
    await send().expect(problem(401, 'unauthenticated'));
    await send('apm_nonsense').expect(problem(401, 'unauthenticated'));
    await send(stranger.token).expect(problem(404, 'not-found'));
    await send(readOnly).expect(problem(403, 'forbidden'));
    await send(limited).expect(problem(404, 'not-found'));
  });

  it('answers 202 at once when asked to, and the run goes on', async () => {
    const { body, headers } = await app
      .as(key)
      .post(pathOf(echo))
      .set('prefer', 'respond-async')
      .send({ inputs: { text: 'later' } })
      .expect(202);
    expect(headers.location).toBe(`/api/v1/runs/${body.id}`);
    expect(headers['preference-applied']).toBe('respond-async');
    const events = await collect(await watch(body.id));
    expect(events.at(-1)).toMatchObject({
      type: 'run.finished',
      data: { status: 'succeeded', output: { text: 'LATER' } },
    });
  });

  it('answers 202 to who does not wait, also when the run has ended', async () => {
    const send = (prefer: string) =>
      app
        .as(key)
        .post(pathOf(echo))
        .set({ prefer, 'idempotency-key': 'ended-before-it-is-asked-for' })
        .send({ inputs: { text: 'once' } });
    const { body: ended } = await send('wait=30').expect(200);
    const { body, headers } = await send('respond-async').expect(202);
    expect(body).toMatchObject({ id: ended.id, status: 'succeeded' });
    expect(headers.location).toBe(`/api/v1/runs/${ended.id}`);
  });

  it('answers 202 when the wait is over, and keeps what was done', async () => {
    const tool = await app.given.publishedTool(owner, asking('/slow'));
    const { body } = await app
      .as(key)
      .post(pathOf(tool))
      .set('prefer', 'wait=0')
      .send({})
      .expect(202);
    expect(body).toMatchObject({ status: 'running', output: null });
    (await upstream.call('/slow')).answer(200, { answer: 42 });
    const events = await collect(await watch(body.id));
    expect(events.at(-1)?.data).toMatchObject({ status: 'succeeded', output: { answer: 42 } });
  });

  it('fails with the path of the step and the reason', async () => {
    const tool = await app.given.publishedTool(owner, asking('/broken'));
    upstream.answers.set('/broken', (call) => call.answer(400, { message: 'no such thing' }));
    const { body } = await app.as(key).post(pathOf(tool)).send({}).expect(200);
    expect(body).toMatchObject({ status: 'failed', output: null, error: { path: 'ask' } });
    expect(body.error.message).toContain('400');
  });

  it('says so when the run cannot be recorded, and counts nothing of it', async () => {
    const send = () =>
      app
        .as(key)
        .post(pathOf(echo))
        .send({ inputs: { text: 'hello' } });
    await app.db.query('ALTER TABLE run_steps RENAME TO run_steps_away');
    await send().expect(problem(503, 'run-not-recorded')).expect('retry-after', '1');
    await app.db.query('ALTER TABLE run_steps_away RENAME TO run_steps');
    await send().expect(200);
  });

  it('goes on when its caller leaves', async () => {
    const tool = await app.given.publishedTool(owner, asking('/abandoned'));
    const leaving = new AbortController();
    const response = await stream(tool, leaving.signal);
    const first = await readEvents(response).next();
    const call = await upstream.call('/abandoned');
    leaving.abort();
    call.answer(200, { answer: 'anyway' });
    const events = await collect(await watch(first.value?.data.id as string));
    expect(events.at(-1)?.data).toMatchObject({
      status: 'succeeded',
      output: { answer: 'anyway' },
    });
  });
});

describe('Idempotency-Key', () => {
  const send = (idempotencyKey: string, text = 'once') =>
    app
      .as(key)
      .post(pathOf(echo))
      .set('idempotency-key', idempotencyKey)
      .send({ inputs: { text } });

  it('gives the same run again', async () => {
    const first = await send('order-1').expect(200);
    const second = await send('order-1').expect(200);
    expect(second.body).toMatchObject({ id: first.body.id, output: { text: 'ONCE' } });
    expect(second.headers['idempotency-replayed']).toBe('true');
  });

  it('starts one run for requests that come together', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => send('order-2').expect(200)));
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(answers.every(({ body }) => body.status === 'succeeded')).toBe(true);
  });

  it('belongs to its caller: the same key of another one is another run', async () => {
    const first = await send('order-4').expect(200);
    const { body } = await app
      .as(owner.token)
      .post(pathOf(echo))
      .set('idempotency-key', 'order-4')
      .send({ inputs: { text: 'once' } })
      .expect(200);
    expect(body.id).not.toBe(first.body.id);
  });

  it('refuses the key for other inputs', async () => {
    await send('order-3').expect(200);
    await send('order-3', 'other').expect(problem(422, 'idempotency-key-reused'));
  });
});

describe('events', () => {
  it('tells each step as it happens, with ids, and the end last', async () => {
    const tool = await app.given.publishedTool(owner, asking('/live'));
    upstream.answers.set('/live', (call) => call.answer(200, { answer: 1 }));
    const response = await stream(tool);
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    expect(response.headers.get('cache-control')).toBe('no-cache, no-transform');
    expect(response.headers.get('x-accel-buffering')).toBe('no');
    const events = await collect(response);
    expect(events[0]).toMatchObject({ type: 'run', data: { status: 'running' } });
    expect(events.at(-1)).toMatchObject({
      type: 'run.finished',
      data: { status: 'succeeded', output: { answer: 1 } },
    });
    const finished = events.filter((event) => event.type === 'step.finished');
    expect(finished.map((event) => event.data.step.path)).toEqual(['before', 'ask', 'last']);
    expect(finished.every((event) => event.id !== undefined)).toBe(true);
  });

  it('goes on after Last-Event-ID', async () => {
    const tool = await app.given.publishedTool(owner, asking('/resumed'));
    const leaving = new AbortController();
    const events: ReceivedEvent[] = [];
    for await (const event of readEvents(await stream(tool, leaving.signal))) {
      events.push(event);
      if (event.type === 'step.finished') break;
    }
    leaving.abort();
    const call = await upstream.call('/resumed');
    const again = await watch(events[0]?.data.id as string, events.at(-1)?.id);
    call.answer(200, { answer: 'back' });
    const rest = await collect(again);
    expect(
      rest.filter((event) => event.type === 'step.finished').map((event) => event.data.step.path),
    ).toEqual(['ask', 'last']);
    expect(rest.at(-1)?.data).toMatchObject({ status: 'succeeded' });
  });
});

describe('POST /runs/{run}/cancel', () => {
  it('reaches into a running step', async () => {
    const tool = await app.given.publishedTool(owner, asking('/endless'));
    const { body } = await app
      .as(key)
      .post(pathOf(tool))
      .set('prefer', 'wait=0')
      .send({})
      .expect(202);
    const call = await upstream.call('/endless');
    const { body: cancelled } = await app.as(key).post(`/runs/${body.id}/cancel`).expect(200);
    expect(cancelled).toMatchObject({ status: 'cancelled' });
    await call.left;
    const { body: run } = await app.as(key).get(`/runs/${body.id}`).expect(200);
    expect(run.status).toBe('cancelled');
    await app.as(key).post(`/runs/${body.id}/cancel`).expect(200);
  });

  it('leaves a run that has ended as it is', async () => {
    const { body } = await app
      .as(key)
      .post(pathOf(echo))
      .send({ inputs: { text: 'done' } })
      .expect(200);
    await app.as(key).post(`/runs/${body.id}/cancel`).expect(problem(409, 'run-finished'));
  });
});

describe('reading runs', () => {
  it('lists newest first, page by page, by filter', async () => {
    const tool = await app.given.publishedTool(owner);
    const ids: string[] = [];
    for (const text of ['a', 'b', 'c']) {
      const { body } = await app.as(key).post(pathOf(tool)).send({ inputs: { text } }).expect(200);
      ids.unshift(body.id);
    }
    const list = (query: string) =>
      app.as(owner.token).get(`/workspaces/${owner.workspace}/runs?tool=${tool}${query}`);
    const { body: first } = await list('&limit=2').expect(200);
    const { body: second } = await list(`&limit=2&cursor=${first.nextCursor}`).expect(200);
    expect([...first.items, ...second.items].map((item) => item.id)).toEqual(ids);
    expect(second.nextCursor).toBeNull();
    expect((await list('&status=failed').expect(200)).body.items).toEqual([]);
    expect((await list('&trigger=api').expect(200)).body.items).toHaveLength(3);
    expect(
      (await list(`&from=${new Date(Date.now() + 60_000).toISOString()}`).expect(200)).body.items,
    ).toEqual([]);
    await list('&status=unknown').expect(problem(422, 'validation-failed'));
    await list('&cursor=nonsense').expect(problem(422, 'validation-failed'));
  });

  it('shows a runner its own runs only', async () => {
    const runner = await app.given.member(owner, 'runner');
    const { body: foreign } = await app
      .as(key)
      .post(pathOf(echo))
      .send({ inputs: { text: 'x' } })
      .expect(200);
    const { body: own } = await app
      .as(runner.token)
      .post(pathOf(echo))
      .send({ inputs: { text: 'y' } })
      .expect(200);
    expect(own.trigger).toBe('app');
    await app.as(runner.token).get(`/runs/${own.id}`).expect(200);
    await app.as(runner.token).get(`/runs/${foreign.id}`).expect(problem(404, 'not-found'));
    const { body } = await app
      .as(runner.token)
      .get(`/workspaces/${owner.workspace}/runs`)
      .expect(200);
    expect(body.items.map((item: { id: string }) => item.id)).toEqual([own.id]);
  });

  it('hides runs from strangers', async () => {
    const { body } = await app
      .as(key)
      .post(pathOf(echo))
      .send({ inputs: { text: 'x' } })
      .expect(200);
    const stranger = await app.given.account();
    for (const path of [
      `/runs/${body.id}`,
      `/runs/${body.id}/events`,
      `/workspaces/${owner.workspace}/runs`,
    ]) {
      await app.as(stranger.token).get(path).expect(problem(404, 'not-found'));
      await app.as().get(path).expect(problem(401, 'unauthenticated'));
    }
    await app.as(stranger.token).post(`/runs/${body.id}/cancel`).expect(problem(404, 'not-found'));
    await app.as(owner.token).get('/runs/not-an-id').expect(problem(400, 'malformed-request'));
  });
});

describe('POST …/draft/runs', () => {
  it('runs the draft for editors, not for runners', async () => {
    const tool = await app.given.tool(owner);
    const runner = await app.given.member(owner, 'runner');
    const path = `/workspaces/${owner.workspace}/tools/${tool}/draft/runs`;
    const { body } = await app
      .as(owner.token)
      .post(path)
      .send({ inputs: { text: 'draft' } })
      .expect(200);
    expect(body).toMatchObject({
      status: 'succeeded',
      version: null,
      trigger: 'draft',
      output: { text: 'DRAFT' },
    });
    await app
      .as(runner.token)
      .post(path)
      .send({ inputs: { text: 'x' } })
      .expect(problem(403, 'forbidden'));
    await app
      .as(key)
      .post(pathOf(tool))
      .send({ inputs: { text: 'x' } })
      .expect(problem(409, 'tool-not-published'));
  });
});

const headers = (more: Record<string, string> = {}) => ({
  authorization: `Bearer ${key}`,
  accept: 'text/event-stream',
  ...more,
});

const stream = (tool: string, signal?: AbortSignal): Promise<Response> =>
  fetch(`${app.url}/api/v1${pathOf(tool)}`, {
    method: 'POST',
    headers: headers({ 'content-type': 'application/json' }),
    body: '{}',
    signal: signal ?? null,
  });

const watch = (runId: string, lastEventId?: string): Promise<Response> =>
  fetch(`${app.url}/api/v1/runs/${runId}/events`, {
    headers: headers(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
  });

async function collect(response: Response): Promise<ReceivedEvent[]> {
  const events: ReceivedEvent[] = [];
  for await (const event of readEvents(response)) events.push(event);
  return events;
}
