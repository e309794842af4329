import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { problem, useTestApp, type Caller } from '../../../test/app.js';
import type { GivenAccount } from '../../../test/given.js';
import { HttpServer } from '../../../test/http-server.js';

const KEY = 'sk-very-secret-key-0123456789';
const app = useTestApp({ EGRESS_ALLOW_HOSTS: '127.0.0.1' });
const upstream = new HttpServer();
let admin: GivenAccount;
let owner: GivenAccount;
let as: Caller;
let path: string;

beforeAll(async () => {
  await upstream.start();
  admin = await app.given.account();
});
afterAll(() => upstream.stop());

beforeEach(async () => {
  await app.db.query('TRUNCATE sign_in_attempts');
  owner = await app.given.account();
  as = app.as(owner.token);
  path = `/workspaces/${owner.workspace}/providers`;
});

const OLLAMA = {
  kind: 'openai-compatible',
  name: 'My Ollama',
  baseUrl: 'http://127.0.0.1:11434/v1/',
  apiKey: KEY,
  models: [{ name: 'llama3.2:3b', inputPricePerMillion: 0.5, outputPricePerMillion: 1.5 }],
};

const create = async (body: object = {}): Promise<{ id: string; slug: string }> =>
  (
    await as
      .post(path)
      .send({ ...OLLAMA, ...body })
      .expect(201)
  ).body;

describe('POST /workspaces/:workspace/providers', () => {
  it('connects a model server and never shows its key', async () => {
    const { body, text } = await as.post(path).send(OLLAMA).expect(201);
    expect(body).toMatchObject({
      slug: 'my-ollama',
      kind: 'openai-compatible',
      baseUrl: 'http://127.0.0.1:11434/v1',
      hasKey: true,
      models: [
        {
          name: 'llama3.2:3b',
          inputPricePerMillion: 0.5,
          outputPricePerMillion: 1.5,
          contextSize: null,
          capabilities: [],
        },
      ],
    });
    expect(text).not.toContain(KEY);
    const list = await as.get(path).expect(200);
    expect(list.body.items).toEqual([body]);
    expect((await as.get(`${path}/my-ollama`).expect(200)).body).toEqual(body);
    expect((await as.get(`${path}/${body.id}`).expect(200)).body).toEqual(body);
  });

  it('keeps the key in the database in sealed form only', async () => {
    const { id } = await create();
    const { rows } = await app.db.query(
      'SELECT providers::text AS row FROM providers WHERE id = $1',
      [id],
    );
    expect(rows[0]?.row).toContain('v1.test.');
    expect(rows[0]?.row).not.toContain(KEY);
  });

  it('gives the second of one name another slug, and refuses a given slug that is taken', async () => {
    expect((await create()).slug).toBe('my-ollama');
    expect((await create()).slug).toBe('my-ollama-2');
    await as
      .post(path)
      .send({ ...OLLAMA, slug: 'my-ollama' })
      .expect(problem(409, 'provider-slug-taken'));
  });

  it('gives each of many at once a slug of its own', async () => {
    const made = await Promise.all(Array.from({ length: 6 }, () => create()));
    expect(new Set(made.map(({ slug }) => slug)).size).toBe(6);
  });

  it.each([
    [{ kind: 'telepathy' }, '#/kind'],
    [{ name: '' }, '#/name'],
    [{ slug: 'With Space' }, '#/slug'],
    [{ baseUrl: 'ollama' }, '#/baseUrl'],
    [{ baseUrl: 'ftp://127.0.0.1/' }, '#/baseUrl'],
    [{ baseUrl: 'http://user:pw@127.0.0.1/v1' }, '#/baseUrl'],
    [{ baseUrl: 'http://127.0.0.1/v1?key=x' }, '#/baseUrl'],
    [{ baseUrl: 'http://10.0.0.1/v1' }, '#/baseUrl'],
    [{ baseUrl: 'http://169.254.169.254/' }, '#/baseUrl'],
    [{ apiKey: 'two words' }, '#/apiKey'],
    [{ apiKey: 'line\nbreak' }, '#/apiKey'],
    [{ models: [{ name: 'a', inputPricePerMillion: -1 }] }, '#/models/0/inputPricePerMillion'],
    [{ models: [{ name: 'a' }, { name: 'a' }] }, '#/models'],
    [{ models: [{ name: 'a', capabilities: ['flight'] }] }, '#/models/0/capabilities'],
    [{ workspaceId: 'x' }, '#/workspaceId'],
  ])('refuses %j and says where', async (change, pointer) => {
    const { body } = await as
      .post(path)
      .send({ ...OLLAMA, ...change })
      .expect(problem(422, 'validation-failed'));
    expect(body.errors.map((error: { pointer: string }) => error.pointer)).toEqual([pointer]);
  });

  it('says whom to ask for an internal address', async () => {
    const { body } = await as.post(path).send({ ...OLLAMA, baseUrl: 'http://10.0.0.1:8080/v1' });
    expect(body.errors[0].detail).toContain(
      'ask the admin to add 10.0.0.1:8080 to EGRESS_ALLOW_HOSTS',
    );
  });
});

describe('PATCH /workspaces/:workspace/providers/:provider', () => {
  const patch = (body: object) => as.patch(`${path}/my-ollama`).send(body);
  beforeEach(() => create());

  it('changes what is given and keeps the rest', async () => {
    const { body } = await patch({ name: 'Renamed', models: [] }).expect(200);
    expect(body).toMatchObject({ name: 'Renamed', slug: 'my-ollama', models: [], hasKey: true });
  });

  it('forgets the key with a new address, unless a key comes with it', async () => {
    const same = await patch({ baseUrl: 'http://127.0.0.1:11434/v1' }).expect(200);
    expect(same.body.hasKey).toBe(true);
    const moved = await patch({ baseUrl: 'http://127.0.0.1:9999/v1' }).expect(200);
    expect(moved.body).toMatchObject({ baseUrl: 'http://127.0.0.1:9999/v1', hasKey: false });
    const both = await patch({ baseUrl: 'http://127.0.0.1:9998/v1', apiKey: KEY }).expect(200);
    expect(both.body.hasKey).toBe(true);
  });

  it('removes the key on null and sets a new one', async () => {
    expect((await patch({ apiKey: null }).expect(200)).body.hasKey).toBe(false);
    expect((await patch({ apiKey: KEY }).expect(200)).body.hasKey).toBe(true);
  });

  it('refuses what cannot be, and what does not exist', async () => {
    await patch({ baseUrl: 'http://10.0.0.1/' }).expect(problem(422, 'validation-failed'));
    await patch({ kind: 'anthropic' }).expect(problem(422, 'validation-failed'));
    await patch({ name: null }).expect(problem(422, 'validation-failed'));
    await as.patch(`${path}/nobody`).send({ name: 'x' }).expect(problem(404, 'not-found'));
  });
});

describe('who may do what', () => {
  it('lets members see providers and only the owner change them', async () => {
    await create();
    for (const role of ['editor', 'runner'] as const) {
      const member = app.as((await app.given.member(owner, role)).token);
      const { body } = await member.get(path).expect(200);
      expect(body.items).toMatchObject([{ slug: 'my-ollama', hasKey: true }]);
      await member.post(path).send(OLLAMA).expect(problem(403, 'forbidden'));
      await member.patch(`${path}/my-ollama`).send({}).expect(problem(403, 'forbidden'));
      await member.delete(`${path}/my-ollama`).expect(problem(403, 'forbidden'));
      await member.post(`${path}/my-ollama/test`).send({}).expect(problem(403, 'forbidden'));
    }
  });

  it('shows nothing of it to other workspaces and to nobody', async () => {
    const { id } = await create();
    const stranger = await app.given.account();
    const theirs = app.as(stranger.token);
    await theirs.get(path).expect(problem(404, 'not-found'));
    for (const name of [id, 'my-ollama']) {
      const own = `/workspaces/${stranger.workspace}/providers/${name}`;
      await theirs.get(own).expect(problem(404, 'not-found'));
      await theirs.patch(own).send({ name: 'mine' }).expect(problem(404, 'not-found'));
      await theirs.delete(own).expect(problem(404, 'not-found'));
      await theirs.post(`${own}/test`).send({}).expect(problem(404, 'not-found'));
    }
    await app.as().get(path).expect(problem(401, 'unauthenticated'));
    await as.get(`${path}/my-ollama`).expect(200);
  });

  it('pages through the list', async () => {
    for (let number = 0; number < 3; number++) await create();
    const first = await as.get(`${path}?limit=2`).expect(200);
    expect(first.body.items.map((one: { slug: string }) => one.slug)).toEqual([
      'my-ollama-3',
      'my-ollama-2',
    ]);
    const second = await as.get(`${path}?limit=2&cursor=${first.body.nextCursor}`).expect(200);
    expect(second.body).toMatchObject({ items: [{ slug: 'my-ollama' }], nextCursor: null });
    await as.get(`${path}?limit=0`).expect(problem(422, 'validation-failed'));
  });

  it('forgets a provider', async () => {
    await create();
    await as.delete(`${path}/my-ollama`).expect(204);
    await as.delete(`${path}/my-ollama`).expect(problem(404, 'not-found'));
  });
});

describe('POST /workspaces/:workspace/providers/:provider/test', () => {
  const test = async (body: object = {}) =>
    (await as.post(`${path}/my-ollama/test`).send(body).expect(200)).body;
  const json = (status: number, body: object) => ({ status, body: JSON.stringify(body) });

  it('lists the models of the server, with the key', async () => {
    upstream.answers((_, response) =>
      response
        .setHeader('content-type', 'application/json')
        .end(json(200, { data: [{ id: 'a' }, { id: 'b' }] }).body),
    );
    await create({ baseUrl: `${upstream.url}/v1`, models: [] });
    expect(await test()).toEqual({
      ok: true,
      status: 200,
      error: null,
      latencyMs: expect.any(Number),
      models: ['a', 'b'],
      testedModel: null,
    });
    expect(upstream.requests).toMatchObject([
      { method: 'GET', path: '/v1/models', headers: { authorization: `Bearer ${KEY}` } },
    ]);
  });

  it("shows the server's own words, without the key that it repeats", async () => {
    const { status, body } = json(401, {
      error: { message: `Incorrect API key provided: ${KEY}` },
    });
    upstream.answers((_, response) => response.writeHead(status).end(body));
    await create({ baseUrl: upstream.url });
    expect(await test()).toMatchObject({
      ok: false,
      status: 401,
      error: 'Incorrect API key provided: [key]',
      testedModel: null,
    });
  });

  it('asks the model for a word, also where there is no list of models', async () => {
    upstream.answers((request, response) => {
      if (request.url === '/v1/models') return response.writeHead(404).end('not here');
      return response
        .writeHead(200, { 'content-type': 'text/event-stream' })
        .end(
          'data: {"choices":[{"index":0,"delta":{"content":"ok"},"finish_reason":null}]}\n\n' +
            'data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n',
        );
    });
    await create({ baseUrl: `${upstream.url}/v1` });
    expect(await test()).toMatchObject({
      ok: true,
      status: 200,
      models: [],
      testedModel: 'llama3.2:3b',
    });
  });

  it('shows what a model says when it is not there', async () => {
    upstream.answers((request, response) =>
      request.url === '/v1/models'
        ? response.end('{"data":[{"id":"other"}]}')
        : response
            .writeHead(404)
            .end('{"error":{"message":"model \\"llama3.2:3b\\" not found, try pulling it first"}}'),
    );
    await create({ baseUrl: `${upstream.url}/v1` });
    const result = await test();
    expect(result).toMatchObject({ ok: false, status: 404, models: ['other'] });
    expect(result.error).toContain('try pulling it first');
  });

  it('tells a server that is not there, and a page in place of an API', async () => {
    await create({ baseUrl: 'http://127.0.0.1:1/v1' });
    expect(await test()).toMatchObject({
      ok: false,
      status: null,
      error: expect.stringContaining('refuses the connection'),
    });
    upstream.answers((_, response) =>
      response.setHeader('content-type', 'text/html').end('<html>Welcome</html>'),
    );
    await as.patch(`${path}/my-ollama`).send({ baseUrl: upstream.url, models: [] }).expect(200);
    expect(await test()).toMatchObject({
      ok: false,
      error: expect.stringContaining('not a list of models'),
    });
  });

  it('refuses a name that leads inside, with the way out', async () => {
    await create({ baseUrl: `http://localhost:${upstream.port}/v1` });
    upstream.answers((_, response) => response.end('{"data":[]}'));
    const result = await test();
    expect(result).toMatchObject({ ok: false, status: null });
    expect(result.error).toContain(`add localhost:${upstream.port} to EGRESS_ALLOW_HOSTS`);
    expect(upstream.requests).toEqual([]);
  });
});

describe('/admin/providers', () => {
  const SHARED = { ...OLLAMA, name: 'Shared', baseUrl: 'http://localhost:11434/v1' };
  afterAll(
    async () => void (await app.db.query('DELETE FROM providers WHERE workspace_id IS NULL')),
  );

  it('is for the admin only', async () => {
    await app.as(owner.token).get('/admin/providers').expect(problem(403, 'forbidden'));
    await app
      .as(owner.token)
      .post('/admin/providers')
      .send(SHARED)
      .expect(problem(403, 'forbidden'));
    await app.as().get('/admin/providers').expect(problem(401, 'unauthenticated'));
  });

  it('connects for everybody, also to an internal address, and shows makers no address', async () => {
    const { body } = await app.as(admin.token).post('/admin/providers').send(SHARED).expect(201);
    expect(body).toMatchObject({
      slug: 'shared',
      baseUrl: 'http://localhost:11434/v1',
      hasKey: true,
    });
    const models = await as.get(`/workspaces/${owner.workspace}/models`).expect(200);
    expect(models.body.models).toMatchObject([{ id: 'shared/llama3.2:3b', platform: true }]);
    expect(models.text).not.toContain('11434');
    await as.get(`${path}/shared`).expect(problem(404, 'not-found'));
    await as.delete(`${path}/shared`).expect(problem(404, 'not-found'));
  });

  it('changes, lists, tests and forgets', async () => {
    const caller = app.as(admin.token);
    await caller
      .post('/admin/providers')
      .send({ ...SHARED, name: 'Second' })
      .expect(201);
    upstream.answers((_, response) => response.end('{"data":[{"id":"m"}]}'));
    const baseUrl = `http://localhost:${upstream.port}`;
    const changed = await caller
      .patch('/admin/providers/second')
      .send({ baseUrl, models: [] })
      .expect(200);
    expect(changed.body).toMatchObject({ baseUrl, hasKey: false });
    const test = await caller.post('/admin/providers/second/test').send({}).expect(200);
    expect(test.body).toMatchObject({ ok: true, models: ['m'] });
    const list = await caller.get('/admin/providers').expect(200);
    expect(list.body.items.map((one: { slug: string }) => one.slug)).toContain('second');
    await caller.delete('/admin/providers/second').expect(204);
    await caller.get('/admin/providers/second').expect(problem(404, 'not-found'));
  });
});

describe('model aliases', () => {
  const alias = (name: string) => `/workspaces/${owner.workspace}/model-aliases/${name}`;
  const models = async () =>
    (await as.get(`/workspaces/${owner.workspace}/models`).expect(200)).body;
  beforeEach(() => app.db.query('DELETE FROM providers WHERE workspace_id IS NULL'));

  it('are set, read, changed and forgotten', async () => {
    await create({ models: [{ name: 'a' }, { name: 'b' }] });
    const set = await as.put(alias('fast')).send({ provider: 'my-ollama', model: 'a' }).expect(200);
    expect(set.body).toEqual({ alias: 'fast', provider: 'my-ollama', model: 'a', available: true });
    await as.put(alias('fast')).send({ provider: 'my-ollama', model: 'b' }).expect(200);
    expect((await as.get(alias('fast')).expect(200)).body.model).toBe('b');
    await as.delete(alias('fast')).expect(204);
    await as.get(alias('fast')).expect(problem(404, 'not-found'));
    await as.delete(alias('fast')).expect(problem(404, 'not-found'));
  });

  it('have a default as soon as a provider lists a model', async () => {
    expect((await models()).aliases).toEqual([]);
    await create();
    expect((await models()).aliases).toEqual([
      { alias: 'default', provider: 'my-ollama', model: 'llama3.2:3b', available: true },
    ]);
  });

  it('outlive their provider, and say that it is gone', async () => {
    await create();
    await as.put(alias('fast')).send({ provider: 'my-ollama', model: 'llama3.2:3b' }).expect(200);
    await as.delete(`${path}/my-ollama`).expect(204);
    expect((await as.get(alias('fast')).expect(200)).body.available).toBe(false);
  });

  it('refuse what does not exist, and bad names', async () => {
    await create();
    const wrongModel = await as
      .put(alias('fast'))
      .send({ provider: 'my-ollama', model: 'nothing' });
    expect(wrongModel.body.errors[0].pointer).toBe('#/model');
    const wrongProvider = await as.put(alias('fast')).send({ provider: 'nobody', model: 'x' });
    expect(wrongProvider.body.errors[0].pointer).toBe('#/provider');
    await as
      .put(alias('Bad%20Name'))
      .send({ provider: 'my-ollama', model: 'x' })
      .expect(problem(422, 'validation-failed'));
    await as.put(alias('fast')).send({}).expect(problem(422, 'validation-failed'));
  });

  it("are the owner's to set, and nobody else's to see", async () => {
    await create();
    const runner = app.as((await app.given.member(owner, 'runner')).token);
    await runner.get(alias('default')).expect(200);
    await runner
      .put(alias('fast'))
      .send({ provider: 'my-ollama', model: 'llama3.2:3b' })
      .expect(problem(403, 'forbidden'));
    await runner.delete(alias('default')).expect(problem(403, 'forbidden'));
    const stranger = app.as((await app.given.account()).token);
    await stranger.get(alias('default')).expect(problem(404, 'not-found'));
    await app.as().get(alias('default')).expect(problem(401, 'unauthenticated'));
  });
});
