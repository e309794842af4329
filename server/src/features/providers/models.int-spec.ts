import { LLMock } from '@copilotkit/aimock';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { RequestListener } from 'node:http';
import { useTestApp } from '../../../test/app.js';
import type { GivenAccount } from '../../../test/given.js';
import { HttpServer } from '../../../test/http-server.js';
import { StepError, type ModelRequest } from '../../engine/types.js';
import { ModelsService } from './models.service.js';

const KEY = 'sk-very-secret-key-0123456789';
const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const app = useTestApp({ EGRESS_ALLOW_HOSTS: '127.0.0.1' });
const upstream = new HttpServer();
let mock: LLMock;
let owner: GivenAccount;
let workspaceId: string;

beforeAll(async () => {
  mock = await LLMock.create({ port: 0, logLevel: 'silent' });
  await upstream.start();
  owner = await app.given.account();
  const { rows } = await app.db.query<{ id: string }>('SELECT id FROM workspaces WHERE slug = $1', [
    owner.workspace,
  ]);
  workspaceId = rows[0]?.id as string;
  await connect({ name: 'Mock', baseUrl: `${mock.url}/v1` });
  await connect({ name: 'Claude', kind: 'anthropic', baseUrl: `${mock.url}/v1` });
  await connect({ name: 'Odd', baseUrl: `${upstream.url}/v1` });
});
afterAll(() => Promise.all([mock.stop(), upstream.stop()]));
beforeEach(() => void mock.reset());

const connect = (body: object) =>
  app
    .as(owner.token)
    .post(`/workspaces/${owner.workspace}/providers`)
    .send({ kind: 'openai-compatible', apiKey: KEY, models: [], ...body })
    .expect(201);

/** Text as it was told while it came, and what came back. */
const generate = async (request: Partial<ModelRequest> = {}) => {
  const tokens: string[] = [];
  const answer = await app.nest.get(ModelsService, { strict: false }).generate({
    workspaceId,
    model: 'mock/small',
    fallbacks: [],
    prompt: 'Hello',
    images: [],
    idempotencyKey: 'run:step',
    signal: new AbortController().signal,
    onToken: (text) => tokens.push(text),
    ...request,
  });
  return { ...answer, tokens };
};

const failure = async (request: Partial<ModelRequest> = {}): Promise<StepError> => {
  const error: unknown = await generate(request).then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof StepError)) throw new Error(`expected a StepError, got ${String(error)}`);
  expect(JSON.stringify([error.message, error.details])).not.toContain(KEY);
  return error;
};

/** An OpenAI-like stream of these events. */
const events =
  (...data: (object | string)[]): RequestListener =>
  (_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.end(
      data
        .map((one) => `data: ${typeof one === 'string' ? one : JSON.stringify(one)}\n\n`)
        .join(''),
    );
  };
const delta = (content: string, finish: string | null = null) => ({
  choices: [{ index: 0, delta: { content }, finish_reason: finish }],
});

describe('asking a model', () => {
  it.each(['mock/small', 'claude/small'])(
    'streams the answer of %s and counts its tokens',
    async (model) => {
      mock.onMessage('Hello', {
        content: 'Good morning to all of you',
        usage: { prompt_tokens: 7, completion_tokens: 5, input_tokens: 7, output_tokens: 5 },
      });
      const { text, tokens, usage } = await generate({
        model,
        system: 'Be kind.',
        temperature: 0.2,
        maxOutputTokens: 50,
      });
      expect(text).toBe('Good morning to all of you');
      expect(tokens.length).toBeGreaterThan(1);
      expect(tokens.join('')).toBe(text);
      expect(usage).toEqual({ model, inputTokens: 7, outputTokens: 5, cost: null });
      expect(mock.getLastRequest()?.body).toMatchObject({
        model: 'small',
        temperature: 0.2,
        max_tokens: 50,
        stream: true,
      });
    },
  );

  it('sends the key and the idempotency key, each in its header', async () => {
    upstream.answers(events(delta('ok', 'stop'), '[DONE]'));
    await generate({ model: 'odd/small' });
    expect(upstream.requests[0]?.headers).toMatchObject({
      authorization: `Bearer ${KEY}`,
      'idempotency-key': 'run:step',
      'content-type': 'application/json',
    });
    expect(upstream.requests[0]?.path).toBe('/v1/chat/completions');
  });

  it('counts the cost by the prices of the model', async () => {
    const models = [
      { name: 'dear', inputPricePerMillion: 3, outputPricePerMillion: 15 },
      { name: 'half', inputPricePerMillion: 3 },
    ];
    await connect({ name: 'Priced', baseUrl: `${mock.url}/v1`, models });
    mock.onMessage('Hello', {
      content: 'ok',
      usage: { prompt_tokens: 1000, completion_tokens: 200 },
    });
    expect((await generate({ model: 'priced/dear' })).usage.cost).toBe(0.006);
    expect((await generate({ model: 'priced/half' })).usage.cost).toBeNull();
  });

  it('sends images along, in the form of each server', async () => {
    const images = [`data:image/png;base64,${PIXEL}`];
    upstream.answers(events(delta('A dot.', 'stop')));
    expect((await generate({ model: 'odd/small', images })).text).toBe('A dot.');
    expect(JSON.parse(upstream.requests[0]?.body as string).messages[0].content).toEqual([
      { type: 'text', text: 'Hello' },
      { type: 'image_url', image_url: { url: images[0] } },
    ]);
    await connect({ name: 'Odd Claude', kind: 'anthropic', baseUrl: `${upstream.url}/v1` });
    upstream.answers((_, response) => response.writeHead(400).end());
    await failure({ model: 'odd-claude/small', images });
    expect(upstream.requests[0]).toMatchObject({
      path: '/v1/messages',
      headers: { 'x-api-key': KEY },
    });
    expect(JSON.parse(upstream.requests[0]?.body as string).messages[0].content).toContainEqual({
      type: 'image',
      source: { type: 'base64', media_type: 'image/png', data: PIXEL },
    });
  });

  it.each([
    'http://127.0.0.1/a.png',
    'file:///etc/passwd',
    'data:text/html;base64,AAAA',
    'https://127.0.0.1:1/a.png',
  ])('refuses the image %s', async (image) =>
    expect((await failure({ images: [image] })).code).toMatch(/^(image-invalid|egress-)/),
  );

  it('follows a model alias, as soon as it is changed', async () => {
    mock.onMessage('Hello', { content: 'ok' });
    const set = (model: string) =>
      app
        .as(owner.token)
        .put(`/workspaces/${owner.workspace}/model-aliases/fast`)
        .send({ provider: 'mock', model })
        .expect(200);
    await set('one');
    expect((await generate({ model: 'fast' })).usage.model).toBe('mock/one');
    await set('two/with/slashes');
    expect((await generate({ model: 'fast' })).usage.model).toBe('mock/two/with/slashes');
  });

  it('asks the database nothing once it is warm', async () => {
    mock.onMessage('Hello', { content: 'ok' });
    await generate();
    const asked: unknown[] = [];
    const { pool } = app.db;
    const query = pool.query.bind(pool);
    pool.query = ((...given: Parameters<typeof query>) => {
      asked.push(given[0]);
      return query(...given);
    }) as typeof pool.query;
    await generate();
    pool.query = query;
    expect(asked).toEqual([]);
  });
});

describe('a structured answer', () => {
  const schema = {
    type: 'object',
    properties: { total: { type: 'number' }, lines: { type: 'array', items: { type: 'string' } } },
    required: ['total'],
    additionalProperties: false,
  };

  it.each(['mock/small', 'claude/small'])('comes back from %s as data', async (model) => {
    mock.onMessage('Hello', { content: '{"total": 12.5, "lines": ["a"]}' });
    mock.onToolCall('json', {
      toolCalls: [{ name: 'json', arguments: '{"total": 12.5, "lines": ["a"]}' }],
    });
    expect((await generate({ model, schema })).object).toEqual({ total: 12.5, lines: ['a'] });
  });

  it('asks for the schema in the request, and in words', async () => {
    upstream.answers(events(delta('{"total": 1}', 'stop')));
    await generate({ model: 'odd/small', schema, system: 'Be exact.' });
    const body = JSON.parse(upstream.requests[0]?.body as string);
    expect(body.response_format).toMatchObject({
      type: 'json_schema',
      json_schema: { schema, strict: false },
    });
    expect(body.messages).toHaveLength(2);
    expect(body.messages[0].content).toContain('Be exact.');
    expect(body.messages[0].content).toContain(JSON.stringify(schema));
  });

  it.each([
    'Sure!\n```json\n{"total": 1}\n```\nAnything else?',
    ' {"total": 1} ',
    'The answer: {"total": 1}',
  ])('is found in %j', async (content) => {
    mock.onMessage('Hello', { content });
    expect((await generate({ schema })).object).toEqual({ total: 1 });
  });

  it('is asked for once more with what is wrong, and both calls are counted', async () => {
    const usage = { prompt_tokens: 10, completion_tokens: 5 };
    mock.onMessage('#/total must be a number', { content: '{"total": 1}', usage });
    mock.onMessage('Hello', { content: '{"total": "one"}', usage });
    const { object, usage: counted, tokens } = await generate({ schema });
    expect(object).toEqual({ total: 1 });
    expect(counted).toMatchObject({ inputTokens: 20, outputTokens: 10 });
    expect(tokens.join('')).toBe('{"total": "one"}');
    expect(mock.getRequests().map(({ headers }) => headers['idempotency-key'])).toEqual([
      'run:step',
      'run:step:repair',
    ]);
  });

  it('fails with the place when it stays wrong', async () => {
    mock.onMessage(/.*/s, { content: '{"total": 1, "lines": [2]}' });
    const error = await failure({ schema });
    expect(error).toMatchObject({
      code: 'model-output-invalid',
      retryable: false,
      details: { path: '#/lines/0' },
    });
    expect(error.message).toContain('#/lines/0 must be a text');
    expect(mock.getRequests()).toHaveLength(2);
  });

  it('fails when there is no data at all', async () => {
    mock.onMessage(/.*/s, { content: 'I would rather not.' });
    expect(await failure({ schema })).toMatchObject({
      code: 'model-output-invalid',
      details: { path: '#' },
    });
  });

  it('is asked for in words alone where the server knows no schemas, and that is remembered', async () => {
    upstream.answers((request, response) => {
      const { body } = upstream.requests.at(-1) as { body: string };
      if (body.includes('response_format')) {
        return response
          .writeHead(400)
          .end('{"error":{"message":"response_format is not supported"}}');
      }
      return events(delta('{"total": 1}', 'stop'))(request, response);
    });
    expect((await generate({ model: 'odd/old', schema })).object).toEqual({ total: 1 });
    expect((await generate({ model: 'odd/old', schema })).object).toEqual({ total: 1 });
    expect(upstream.requests).toHaveLength(3);
  });
});

describe('what goes wrong', () => {
  const error = (status: number, message: string, rest: object = {}) => ({
    error: { message, type: 'x' },
    status,
    ...rest,
  });

  it.each([
    [400, 'provider-refused', false],
    [401, 'provider-auth', false],
    [403, 'provider-auth', false],
    [404, 'model-not-found', false],
    [408, 'provider-unavailable', true],
    [429, 'provider-rate-limited', true],
    [500, 'provider-unavailable', true],
    [503, 'provider-unavailable', true],
    [529, 'provider-unavailable', true],
  ])('status %i is %s', async (status, code, retryable) => {
    for (const model of ['mock/small', 'claude/small']) {
      mock.reset().onMessage('Hello', error(status, 'the words of the server'));
      const fault = await failure({ model });
      expect(fault).toMatchObject({ code, retryable, details: { status } });
      expect(fault.message).toContain('the words of the server');
    }
  });

  it('tells how long to wait', async () => {
    mock.onMessage('Hello', error(429, 'slow down', { retryAfter: 17 }));
    expect((await failure()).retryAfterMs).toBe(17_000);
    upstream.answers((_, response) =>
      response.writeHead(429, { 'retry-after-ms': '250', 'retry-after': '9' }).end(),
    );
    expect((await failure({ model: 'odd/small' })).retryAfterMs).toBe(250);
    const date = new Date(Date.now() + 60_000).toUTCString();
    upstream.answers((_, response) => response.writeHead(503, { 'retry-after': date }).end());
    expect((await failure({ model: 'odd/small' })).retryAfterMs).toBeGreaterThan(30_000);
  });

  it('hides the key where the server repeats it', async () => {
    mock.onMessage('Hello', error(401, `Incorrect API key provided: ${KEY}`));
    expect((await failure()).message).toContain('Incorrect API key provided: [key]');
  });

  it.each(['mock/small', 'claude/small'])(
    'a stream of %s that is cut in the middle can be tried again',
    async (model) => {
      mock.onMessage(
        'Hello',
        { content: 'A long answer that does not get to its end' },
        { truncateAfterChunks: 3, chunkSize: 5, latency: 5 },
      );
      expect(await failure({ model })).toMatchObject({ code: 'model-stream-cut', retryable: true });
    },
  );

  it('a stream that just ends is cut, too', async () => {
    upstream.answers(events(delta('Half of')));
    expect((await failure({ model: 'odd/small' })).code).toBe('model-stream-cut');
    upstream.answers((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'content-length': '1000' });
      response.write(`data: ${JSON.stringify(delta('Half of'))}\n\n`, () => response.destroy());
    });
    expect((await failure({ model: 'odd/small' })).code).toBe('model-stream-cut');
  });

  it('an error in the middle of a stream is told', async () => {
    upstream.answers(
      events(delta('Half'), { error: { message: 'out of memory', type: 'server_error' } }),
    );
    expect(await failure({ model: 'odd/small' })).toMatchObject({
      code: 'provider-unavailable',
      retryable: true,
    });
    upstream.answers(
      events(delta('Half'), {
        error: { message: 'prompt is not allowed', type: 'invalid_request' },
      }),
    );
    const fault = await failure({ model: 'odd/small' });
    expect(fault).toMatchObject({ code: 'provider-refused', retryable: false });
    expect(fault.message).toContain('prompt is not allowed');
  });

  it('garbage in the stream, a web page, and a plain JSON answer are no answers', async () => {
    upstream.answers(events('{"choices": [{'));
    expect((await failure({ model: 'odd/small' })).code).toBe('provider-invalid-answer');
    for (const type of ['text/html', 'application/json']) {
      upstream.answers((_, response) =>
        response.setHeader('content-type', type).end('{"hello": 1}'),
      );
      const fault = await failure({ model: 'odd/small' });
      expect(fault.code).toBe('provider-invalid-answer');
      expect(fault.message).toContain(type);
    }
  });

  it('an error page of a proxy is told in its own words', async () => {
    upstream.answers((_, response) =>
      response.writeHead(502).end('<html><body><h1>Bad Gateway</h1></body></html>'),
    );
    expect((await failure({ model: 'odd/small' })).message).toContain('It says: Bad Gateway');
  });

  it('an answer without end is stopped', async () => {
    let closed = false;
    upstream.answers((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.on('close', () => (closed = true));
      const piece = `data: ${JSON.stringify(delta('x'.repeat(1_000_000)))}\n\n`;
      const more = (): void => {
        while (!closed) if (!response.write(piece)) return void response.once('drain', more);
      };
      more();
    });
    expect((await failure({ model: 'odd/small' })).code).toBe('egress-too-large');
    while (!closed) await new Promise(setImmediate);
  });

  it('a provider that is not there can be tried again', async () => {
    await connect({ name: 'Gone', baseUrl: 'http://127.0.0.1:1/v1' });
    expect(await failure({ model: 'gone/small' })).toMatchObject({
      code: 'provider-unavailable',
      retryable: true,
    });
  });

  it("a platform's provider that is not there does not tell makers where it is", async () => {
    const hidden = { kind: 'openai-compatible', name: 'Hidden', baseUrl: 'http://localhost:1/v1' };
    await app.as(owner.token).post('/admin/providers').send(hidden).expect(201);
    const fault = await failure({ model: 'hidden/small' });
    expect(fault).toMatchObject({ code: 'provider-unavailable', retryable: true });
    expect(fault.message).toBe(
      'The provider "hidden" cannot be reached. Ask the admin to test its connection.',
    );
    await app.as(owner.token).delete('/admin/providers/hidden').expect(204);
  });

  it('a redirect to the inside is refused', async () => {
    upstream.answers((_, response) =>
      response.writeHead(307, { location: 'http://169.254.169.254/latest' }).end(),
    );
    expect(await failure({ model: 'odd/small' })).toMatchObject({
      code: 'egress-refused',
      retryable: false,
    });
  });

  it('cancelling stops the call, also in the middle of the answer', async () => {
    const controller = new AbortController();
    let closed = false;
    upstream.answers((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.on('close', () => (closed = true));
      response.write(`data: ${JSON.stringify(delta('Half'))}\n\n`);
    });
    const call = generate({
      model: 'odd/small',
      signal: controller.signal,
      onToken: () => controller.abort(new Error('cancelled by a person')),
    });
    await expect(call).rejects.toThrow('cancelled by a person');
    while (!closed) await new Promise(setImmediate);
  });
});

describe('finding a model', () => {
  it('says where to connect a provider when there is none', async () => {
    const lonely = await app.given.account();
    const { rows } = await app.db.query<{ id: string }>(
      'SELECT id FROM workspaces WHERE slug = $1',
      [lonely.workspace],
    );
    for (const model of ['default', 'fast', 'mock/small']) {
      const fault = await failure({ workspaceId: rows[0]?.id as string, model });
      expect(fault).toMatchObject({
        code: 'provider-missing',
        details: { link: '/settings/providers' },
      });
      expect(fault.message).toContain('Connect a provider');
    }
  });

  it.each([
    ['nobody/small', 'provider-missing'],
    ['nothing', 'model-alias-missing'],
    ['mock/', 'model-not-found'],
    ['listed/other', 'model-not-found'],
  ])('%s is %s', async (model, code) => {
    if (model.startsWith('listed'))
      await connect({ name: 'Listed', baseUrl: `${mock.url}/v1`, models: [{ name: 'one' }] });
    expect(await failure({ model })).toMatchObject({ code, retryable: false });
  });

  it('goes on with the fallbacks while models are unavailable, each with a key of its own', async () => {
    mock
      .on({ model: 'busy' }, error429)
      .on({ model: 'broken' }, error500)
      .onMessage('Hello', { content: 'from the third' });
    const { text, usage } = await generate({
      model: 'mock/busy',
      fallbacks: ['claude/broken', 'mock/third'],
    });
    expect(text).toBe('from the third');
    expect(usage.model).toBe('mock/third');
    expect(mock.getRequests().map(({ headers }) => headers['idempotency-key'])).toEqual([
      'run:step',
      'run:step:1',
      'run:step:2',
    ]);
  });

  it('does not ask a fallback about a request that is wrong', async () => {
    mock
      .on({ model: 'first' }, { error: { message: 'too long' }, status: 400 })
      .onMessage('Hello', { content: 'second' });
    expect((await failure({ model: 'mock/first', fallbacks: ['mock/second'] })).code).toBe(
      'provider-refused',
    );
    expect(mock.getRequests()).toHaveLength(1);
  });

  it('tells of all when none answers, and can be tried again when one may', async () => {
    mock.on({ model: 'busy' }, error429);
    const fault = await failure({ model: 'nobody/small', fallbacks: ['mock/busy'] });
    expect(fault).toMatchObject({
      code: 'provider-rate-limited',
      retryable: true,
      retryAfterMs: 3000,
    });
    expect(fault.details).toMatchObject({
      tried: [{ code: 'provider-missing' }, { code: 'provider-rate-limited' }],
    });
  });

  it("prefers the workspace's provider to the platform's of the same slug", async () => {
    const shared = {
      kind: 'openai-compatible',
      name: 'Shared',
      baseUrl: `${upstream.url}/platform`,
    };
    await app.as(owner.token).post('/admin/providers').send(shared).expect(201);
    upstream.answers(events(delta('ok', 'stop')));
    await generate({ model: 'shared/small' });
    await connect({ name: 'Shared', baseUrl: `${upstream.url}/own` });
    await generate({ model: 'shared/small' });
    expect(upstream.requests.map(({ path }) => path)).toEqual([
      '/platform/chat/completions',
      '/own/chat/completions',
    ]);
  });

  it('uses a new key at once, and no key where there is none', async () => {
    await connect({ name: 'Keyed', baseUrl: `${upstream.url}/v1` });
    upstream.answers(events(delta('ok', 'stop')));
    const patch = (apiKey: string | null) =>
      app
        .as(owner.token)
        .patch(`/workspaces/${owner.workspace}/providers/keyed`)
        .send({ apiKey })
        .expect(200);
    await generate({ model: 'keyed/small' });
    await patch('another');
    await generate({ model: 'keyed/small' });
    await patch(null);
    await generate({ model: 'keyed/small' });
    const sent = upstream.requests.map(({ headers }) => headers.authorization);
    expect(sent).toEqual([`Bearer ${KEY}`, 'Bearer another', undefined]);
  });

  const error429 = { error: { message: 'slow down' }, status: 429, retryAfter: 3 };
  const error500 = { error: { message: 'broken' }, status: 500 };
});
