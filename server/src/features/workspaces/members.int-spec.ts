import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { loadConfig } from '../../core/config/config.js';
import { createApp } from '../../create-app.js';
import { problem, TEST_ENV, useTestApp } from '../../../test/app.js';
import { transactionsWaiting } from '../../../test/locks.js';
import type { GivenAccount } from '../../../test/given.js';

const app = useTestApp();
const members = (account: GivenAccount) => `/workspaces/${account.workspace}/members`;

describe('GET /workspaces/:workspace/members', () => {
  it('lists them for every member, those who came last first, in pages', async () => {
    const owner = await app.given.account();
    const runner = await app.given.member(owner, 'runner');
    const first = await app
      .as(runner.token)
      .get(`${members(owner)}?limit=1`)
      .expect(200);
    expect(first.body.items).toEqual([
      {
        userId: runner.id,
        email: runner.email,
        name: 'Test Maker',
        role: 'runner',
        joinedAt: expect.stringMatching(/Z$/),
      },
    ]);
    const rest = await app
      .as(runner.token)
      .get(`${members(owner)}?cursor=${first.body.nextCursor}`)
      .expect(200);
    expect(rest.body).toMatchObject({
      items: [{ userId: owner.id, role: 'owner' }],
      nextCursor: null,
    });
  });

  it('is closed to others', async () => {
    const owner = await app.given.account();
    const stranger = await app.given.account();
    await app.as(stranger.token).get(members(owner)).expect(problem(404, 'not-found'));
    await app.as().get(members(owner)).expect(problem(401, 'unauthenticated'));
    await app
      .as(owner.token)
      .get(`${members(owner)}?limit=x`)
      .expect(problem(422, 'validation-failed'));
  });
});

describe('POST /workspaces/:workspace/members', () => {
  it('adds an account by its address; the role holds at once', async () => {
    const owner = await app.given.account();
    const guest = await app.given.account();
    await app.as(guest.token).get(`/workspaces/${owner.workspace}`).expect(404);
    const { body } = await app
      .as(owner.token)
      .post(members(owner))
      .send({ email: guest.email.toUpperCase(), role: 'editor' })
      .expect(201);
    expect(body).toMatchObject({ userId: guest.id, email: guest.email, role: 'editor' });
    await app.as(guest.token).get(`/workspaces/${owner.workspace}`).expect(200);
  });

  it('refuses an account that is a member already', async () => {
    const owner = await app.given.account();
    const guest = await app.given.account();
    const add = () =>
      app.as(owner.token).post(members(owner)).send({ email: guest.email, role: 'runner' });
    const answers = await Promise.all([add(), add()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    await add().expect(problem(409, 'already-a-member'));
  });

  it.each([
    ['#/email', { email: 'nobody-has-this@example.test' }],
    ['#/email', { email: 'no address' }],
    ['#/role', { role: 'admin' }],
  ])('names %s as wrong in %j', async (pointer, wrong) => {
    const owner = await app.given.account();
    const guest = await app.given.account();
    const { body } = await app
      .as(owner.token)
      .post(members(owner))
      .send({ email: guest.email, role: 'runner', ...wrong })
      .expect(problem(422, 'validation-failed'));
    expect(body.errors).toMatchObject([{ pointer }]);
  });

  it('is for owners', async () => {
    const owner = await app.given.account();
    const editor = await app.given.member(owner, 'editor');
    const stranger = await app.given.account();
    const body = { email: stranger.email, role: 'owner' };
    await app.as(editor.token).post(members(owner)).send(body).expect(problem(403, 'forbidden'));
    await app.as(stranger.token).post(members(owner)).send(body).expect(problem(404, 'not-found'));
    await app.as().post(members(owner)).send(body).expect(problem(401, 'unauthenticated'));
  });
});

describe('PATCH /workspaces/:workspace/members/:user', () => {
  it('changes a role at once', async () => {
    const owner = await app.given.account();
    const guest = await app.given.member(owner, 'runner');
    await app.as(guest.token).post(members(owner)).send({}).expect(403);
    const { body } = await app
      .as(owner.token)
      .patch(`${members(owner)}/${guest.id}`)
      .send({ role: 'owner' })
      .expect(200);
    expect(body).toMatchObject({ userId: guest.id, role: 'owner' });
    await app.as(guest.token).post(members(owner)).send({}).expect(422);
  });

  it('keeps the last owner, also when two step down at once', async () => {
    const owner = await app.given.account();
    const path = `${members(owner)}/${owner.id}`;
    await app
      .as(owner.token)
      .patch(path)
      .send({ role: 'editor' })
      .expect(problem(409, 'last-owner'));
    await app.as(owner.token).patch(path).send({ role: 'owner' }).expect(200);
    const second = await app.given.member(owner, 'owner');
    const lower = (token: string, id: string) =>
      app
        .as(token)
        .patch(`${members(owner)}/${id}`)
        .send({ role: 'runner' })
        .then((answer) => answer);
    const { both } = await app.db.transaction(async (client) => {
      await client.query('SELECT 1 FROM workspaces WHERE slug = $1 FOR UPDATE', [owner.workspace]);
      const answers = [lower(owner.token, owner.id), lower(second.token, second.id)];
      await transactionsWaiting(app.db, 2);
      return { both: Promise.all(answers) };
    });
    const answers = await both;
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('refuses wrong values, others, and accounts that are no members', async () => {
    const owner = await app.given.account();
    const editor = await app.given.member(owner, 'editor');
    const stranger = await app.given.account();
    const patch = (token: string | undefined, user: string, role: string) =>
      app
        .as(token)
        .patch(`${members(owner)}/${user}`)
        .send({ role });
    await patch(owner.token, editor.id, 'admin').expect(problem(422, 'validation-failed'));
    await patch(owner.token, 'no-id', 'runner').expect(problem(400, 'malformed-request'));
    await patch(owner.token, stranger.id, 'runner').expect(problem(404, 'not-found'));
    await patch(editor.token, editor.id, 'owner').expect(problem(403, 'forbidden'));
    await patch(stranger.token, editor.id, 'runner').expect(problem(404, 'not-found'));
    await patch(undefined, editor.id, 'runner').expect(problem(401, 'unauthenticated'));
  });
});

describe('DELETE /workspaces/:workspace/members/:user', () => {
  it('takes a member out at once', async () => {
    const owner = await app.given.account();
    const guest = await app.given.member(owner, 'editor');
    await app.as(guest.token).get(`/workspaces/${owner.workspace}`).expect(200);
    await app
      .as(owner.token)
      .delete(`${members(owner)}/${guest.id}`)
      .expect(204);
    await app
      .as(guest.token)
      .get(`/workspaces/${owner.workspace}`)
      .expect(problem(404, 'not-found'));
    await app
      .as(owner.token)
      .delete(`${members(owner)}/${guest.id}`)
      .expect(problem(404, 'not-found'));
  });

  it('keeps the last owner', async () => {
    const owner = await app.given.account();
    await app
      .as(owner.token)
      .delete(`${members(owner)}/${owner.id}`)
      .expect(problem(409, 'last-owner'));
  });

  it('is for owners', async () => {
    const owner = await app.given.account();
    const editor = await app.given.member(owner, 'editor');
    const stranger = await app.given.account();
    const path = `${members(owner)}/${owner.id}`;
    await app.as(editor.token).delete(path).expect(problem(403, 'forbidden'));
    await app.as(stranger.token).delete(path).expect(problem(404, 'not-found'));
    await app.as().delete(path).expect(problem(401, 'unauthenticated'));
  });
});

describe('DELETE /workspaces/:workspace/members/me', () => {
  it('lets every member leave but the last owner', async () => {
    const owner = await app.given.account();
    const runner = await app.given.member(owner, 'runner');
    await app
      .as(runner.token)
      .delete(`${members(owner)}/me`)
      .expect(204);
    await app
      .as(runner.token)
      .delete(`${members(owner)}/me`)
      .expect(problem(404, 'not-found'));
    await app
      .as(owner.token)
      .delete(`${members(owner)}/me`)
      .expect(problem(409, 'last-owner'));
    await app
      .as()
      .delete(`${members(owner)}/me`)
      .expect(problem(401, 'unauthenticated'));
  });
});

describe('a second process', () => {
  let second: NestFastifyApplication;
  beforeAll(async () => {
    second = await createApp(loadConfig({ ...TEST_ENV, DATABASE_URL: app.databaseUrl }));
    await second.listen(0, '127.0.0.1');
  });
  afterAll(() => second.close());

  const statusThere = async (token: string, path: string): Promise<number> =>
    (
      await fetch(`${await second.getUrl()}/api/v1${path}`, {
        headers: { authorization: `Bearer ${token}` },
      })
    ).status;
  const until = async (status: number, token: string, path: string): Promise<void> => {
    while ((await statusThere(token, path)) !== status)
      await new Promise((resolve) => setImmediate(resolve));
  };

  it('learns that a member was taken out and that a session has ended, long before its copies age', async () => {
    const owner = await app.given.account();
    const guest = await app.given.member(owner, 'runner');
    const path = `/workspaces/${owner.workspace}`;
    expect(await statusThere(guest.token, path)).toBe(200);
    await app
      .as(owner.token)
      .delete(`${members(owner)}/${guest.id}`)
      .expect(204);
    await until(404, guest.token, path);
    await app.as().post('/auth/logout').send({ refreshToken: guest.refreshToken }).expect(204);
    await until(401, guest.token, path);
  }, 15_000);
});
