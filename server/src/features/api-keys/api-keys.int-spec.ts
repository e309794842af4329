import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { problem, useTestApp } from '../../../test/app.js';
import type { GivenAccount } from '../../../test/given.js';
import { Clock } from '../../core/clock.js';
import { ApiKeyLookup } from './api-key-lookup.js';
import { ApiKeyUse } from './api-key-use.js';

const DAY_MS = 86_400_000;

describe('API keys', () => {
  const app = useTestApp();
  let owner: GivenAccount;
  beforeAll(async () => void (owner = await app.given.account()));
  const keys = (rest = ''): string => `/workspaces/${owner.workspace}/api-keys${rest}`;
  const toolsPath = (): string => `/workspaces/${owner.workspace}/tools`;
  const as = () => app.as(owner.token);
  const make = (body: object = {}) =>
    as()
      .post(keys())
      .send({ name: 'web shop', scopes: ['tools:read'], ...body });
  const list = async (query = '') => (await as().get(keys(query)).expect(200)).body;

  it('are shown once, and listed by their first characters', async () => {
    const { body } = await make({ name: '  web shop  ' }).expect(201);
    expect(body).toMatchObject({
      name: 'web shop',
      scopes: ['tools:read'],
      tools: null,
      expiresAt: null,
      lastUsedAt: null,
    });
    expect(body.secret).toMatch(/^apm_[A-Za-z0-9_-]{43}$/);
    expect(body.prefix).toBe(body.secret.slice(0, 12));
    const { items } = await list();
    const listed = items.find(({ id }: { id: string }) => id === body.id);
    const { secret, ...shown } = body;
    expect(listed).toEqual(shown);
    expect(JSON.stringify(items)).not.toContain(secret);
    const { rows } = await app.db.query('SELECT * FROM api_keys');
    expect(JSON.stringify(rows)).not.toContain(secret.slice(12));
  });

  it('are listed in pages, newest first', async () => {
    const made: string[] = [];
    for (let count = 0; count < 3; count++) made.push((await make().expect(201)).body.id);
    const page = await list('?limit=2');
    expect(page.items.map(({ id }: { id: string }) => id)).toEqual([made[2], made[1]]);
    const next = await list(`?limit=1&cursor=${page.nextCursor}`);
    expect(next.items.map(({ id }: { id: string }) => id)).toEqual([made[0]]);
  });

  it('do what their scopes say and nothing else', async () => {
    const { secret } = (await make().expect(201)).body;
    const key = app.as(secret);
    await key.get(toolsPath()).expect(200);
    await key.post(toolsPath()).send({ name: 'x' }).expect(problem(403, 'forbidden'));
    await key.get(keys()).expect(problem(403, 'forbidden'));
    await key
      .post(keys())
      .send({ name: 'x', scopes: ['tools:write'] })
      .expect(problem(403, 'forbidden'));
    await key.get('/me').expect(problem(403, 'forbidden'));
    const other = await app.given.account();
    await key.get(`/workspaces/${other.workspace}/tools`).expect(problem(404, 'not-found'));
  });

  it('can be limited to some tools, also when those are renamed', async () => {
    const [mine, other] = [
      await app.given.publishedTool(owner),
      await app.given.publishedTool(owner),
    ];
    const { body } = await make({ tools: [mine] }).expect(201);
    expect(body.tools).toEqual([mine]);
    await app.as(body.secret).get(`${toolsPath()}/${mine}`).expect(200);
    await app.as(body.secret).get(`${toolsPath()}/${other}`).expect(problem(404, 'not-found'));
    await as()
      .patch(`${toolsPath()}/${mine}`)
      .send({ slug: `${mine}-b` })
      .expect(200);
    await app.as(body.secret).get(`${toolsPath()}/${mine}-b`).expect(200);
    const { items } = await list();
    expect(items.find(({ id }: { id: string }) => id === body.id).tools).toEqual([`${mine}-b`]);
  });

  it('stop at once when they are revoked, also while they are in memory', async () => {
    const { id, secret } = (await make().expect(201)).body;
    await app.as(secret).get(toolsPath()).expect(200);
    await as()
      .delete(keys(`/${id}`))
      .expect(204);
    await app.as(secret).get(toolsPath()).expect(problem(401, 'unauthenticated'));
    await as()
      .delete(keys(`/${id}`))
      .expect(problem(404, 'not-found'));
    expect((await list()).items.map((key: { id: string }) => key.id)).not.toContain(id);
  });

  it('stop when their time is over, and say so', async () => {
    const expiresAt = new Date(Date.now() + DAY_MS).toISOString();
    const { body } = await make({ expiresAt }).expect(201);
    expect(body.expiresAt).toBe(expiresAt);
    await app.as(body.secret).get(toolsPath()).expect(200);
    const clock = jest
      .spyOn(Clock.prototype, 'now')
      .mockImplementation(() => new Date(Date.now() + 2 * DAY_MS));
    const answer = await app
      .as(body.secret)
      .get(toolsPath())
      .expect(problem(401, 'api-key-expired'));
    clock.mockRestore();
    expect(answer.body.detail).toContain(expiresAt);
    expect(answer.headers['www-authenticate']).toBe('Bearer');
  });

  it('need no query once they are known, and unknown ones neither', async () => {
    const { secret } = (await make().expect(201)).body;
    const unknown = `apm_${'x'.repeat(43)}`;
    const lookup = app.nest.get(ApiKeyLookup);
    await lookup.authenticate(secret);
    await lookup.authenticate(unknown);
    const query = jest.spyOn(app.db, 'query');
    expect(await lookup.authenticate(secret)).toMatchObject({
      kind: 'api-key',
      workspaceSlug: owner.workspace,
    });
    expect(await lookup.authenticate(unknown)).toBeNull();
    expect(await lookup.authenticate('apm_short')).toBeNull();
    expect(query.mock.calls).toEqual([]);
    query.mockRestore();
  });

  it('remember when they were used, to the minute', async () => {
    const { id, secret } = (await make().expect(201)).body;
    const use = app.nest.get(ApiKeyUse);
    const lastUse = async (): Promise<string> => {
      await use.flush();
      return (await list()).items.find((key: { id: string }) => key.id === id).lastUsedAt;
    };
    const before = Date.now();
    await app.as(secret).get(toolsPath()).expect(200);
    const first = await lastUse();
    expect(Date.parse(first)).toBeGreaterThanOrEqual(before);
    await app.as(secret).get(toolsPath()).expect(200);
    expect(await lastUse()).toBe(first);
    const clock = jest
      .spyOn(Clock.prototype, 'now')
      .mockImplementation(() => new Date(Date.parse(first) + 61_000));
    await app.as(secret).get(toolsPath()).expect(200);
    clock.mockRestore();
    expect(Date.parse(await lastUse())).toBe(Date.parse(first) + 61_000);
  });

  it.each([
    [{ name: '' }, '#/name'],
    [{ scopes: [] }, '#/scopes'],
    [{ scopes: ['everything'] }, '#/scopes'],
    [{ scopes: ['tools:read', 'tools:read'] }, '#/scopes'],
    [{ scopes: 'tools:read' }, '#/scopes'],
    [{ tools: [] }, '#/tools'],
    [{ tools: ['nobody'] }, '#/tools/0'],
    [{ expiresAt: 'tomorrow' }, '#/expiresAt'],
    [{ expiresAt: '2001-01-01T00:00:00Z' }, '#/expiresAt'],
    [{ secret: 'apm_mine' }, '#/secret'],
  ])('refuse %j', async (body, pointer) => {
    const answer = await make(body).expect(problem(422, 'validation-failed'));
    expect(answer.body.errors[0].pointer).toBe(pointer);
  });

  it('are made and seen by editors and owners of their own workspace only', async () => {
    const { id } = (await make().expect(201)).body;
    const callers: [string | undefined, number, string][] = [
      [undefined, 401, 'unauthenticated'],
      [(await app.given.account()).token, 404, 'not-found'],
      [(await app.given.member(owner, 'runner')).token, 403, 'forbidden'],
    ];
    for (const [token, status, code] of callers) {
      const caller = app.as(token);
      await caller.get(keys()).expect(problem(status, code));
      await caller
        .post(keys())
        .send({ name: 'x', scopes: ['tools:read'] })
        .expect(problem(status, code));
      await caller.delete(keys(`/${id}`)).expect(problem(status, code));
    }
    const stranger = await app.given.account();
    await app
      .as(stranger.token)
      .delete(`/workspaces/${stranger.workspace}/api-keys/${id}`)
      .expect(problem(404, 'not-found'));
    await as().delete(keys('/no-id')).expect(problem(400, 'malformed-request'));
    const editor = app.as((await app.given.member(owner, 'editor')).token);
    await editor.get(keys()).expect(200);
    await editor.delete(keys(`/${id}`)).expect(204);
  });

  it('are limited in number, also when many are made at once', async () => {
    const maker = await app.given.account();
    const path = `/workspaces/${maker.workspace}/api-keys`;
    await app.db.query(
      `INSERT INTO api_keys (id, workspace_id, name, prefix, secret_hash, scopes, created_at)
       SELECT gen_random_uuid(), id, 'old', 'apm_', md5(random()::text || n), '{tools:read}', now()
       FROM workspaces, generate_series(1, 98) n WHERE slug = $1`,
      [maker.workspace],
    );
    const answers = await Promise.all(
      Array.from({ length: 5 }, () =>
        app
          .as(maker.token)
          .post(path)
          .send({ name: 'x', scopes: ['tools:read'] }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 409, 409, 409]);
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({
      code: 'api-key-limit-reached',
      limit: 100,
    });
  });
});
