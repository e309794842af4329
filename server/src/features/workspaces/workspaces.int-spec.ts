import { describe, expect, it } from '@jest/globals';
import { problem, useTestApp } from '../../../test/app.js';

const app = useTestApp();

describe('POST /workspaces', () => {
  it('makes a workspace with a slug from its name and the caller as owner', async () => {
    const { token } = await app.given.account();
    const { body } = await app
      .as(token)
      .post('/workspaces')
      .send({ name: 'Support team' })
      .expect(201);
    expect(body).toEqual({
      id: expect.any(String),
      slug: 'support-team',
      name: 'Support team',
      role: 'owner',
      createdAt: expect.stringMatching(/Z$/),
    });
    await app.as(token).get('/workspaces/support-team').expect(200, body);
  });

  it('takes the slug that is asked for, unless it is taken', async () => {
    const { token } = await app.given.account();
    await app.as(token).post('/workspaces').send({ name: 'One', slug: 'my-slug' }).expect(201);
    await app
      .as(token)
      .post('/workspaces')
      .send({ name: 'Two', slug: 'my-slug' })
      .expect(problem(409, 'workspace-slug-taken'));
  });

  it('finds free slugs for equal names at the same time, and none that is reserved', async () => {
    const { token } = await app.given.account();
    const make = (name: string, slug?: null) =>
      app.as(token).post('/workspaces').send({ name, slug }).expect(201);
    const answers = await Promise.all([make('Twins'), make('Twins', null), make('Admin')]);
    expect(answers.map(({ body }) => body.slug).sort()).toEqual([
      expect.stringMatching(/^admin-[a-z0-9]{4}$/),
      'twins',
      expect.stringMatching(/^twins-[a-z0-9]{4}$/),
    ]);
  });

  it.each([
    ['#/slug', { slug: 'Not A Slug' }],
    ['#/slug', { slug: 'admin' }],
    ['#/slug', { slug: 7 }],
    ['#/name', { name: '' }],
    ['#/id', { id: 'x' }],
  ])('names %s as wrong in %j', async (pointer, wrong) => {
    const { token } = await app.given.account();
    const { body } = await app
      .as(token)
      .post('/workspaces')
      .send({ name: 'Wrong', ...wrong })
      .expect(problem(422, 'validation-failed'));
    expect(body.errors).toMatchObject([{ pointer }]);
  });

  it('asks for a sign-in', async () => {
    await app.as().post('/workspaces').send({ name: 'x' }).expect(problem(401, 'unauthenticated'));
  });
});

describe('GET /workspaces', () => {
  it('lists those of the caller with the role in each, newest first, in pages', async () => {
    const owner = await app.given.account();
    const guest = await app.given.member(owner, 'runner');
    const first = await app.as(guest.token).get('/workspaces?limit=1').expect(200);
    expect(first.body.items).toMatchObject([{ slug: owner.workspace, role: 'runner' }]);
    const rest = await app
      .as(guest.token)
      .get(`/workspaces?cursor=${first.body.nextCursor}`)
      .expect(200);
    expect(rest.body).toMatchObject({ items: [{ role: 'owner' }], nextCursor: null });
  });

  it('refuses a wrong query and a caller that is not signed in', async () => {
    const { token } = await app.given.account();
    await app.as(token).get('/workspaces?limit=0').expect(problem(422, 'validation-failed'));
    await app.as(token).get('/workspaces?cursor=AAAA').expect(problem(422, 'validation-failed'));
    await app.as().get('/workspaces').expect(problem(401, 'unauthenticated'));
  });
});

describe('GET /workspaces/:workspace', () => {
  it('shows it to every member and to nobody else', async () => {
    const owner = await app.given.account();
    const runner = await app.given.member(owner, 'runner');
    const stranger = await app.given.account();
    const path = `/workspaces/${owner.workspace}`;
    const { body } = await app.as(runner.token).get(path).expect(200);
    expect(body).toMatchObject({ slug: owner.workspace, role: 'runner' });
    await app.as(stranger.token).get(path).expect(problem(404, 'not-found'));
    await app.as(stranger.token).get('/workspaces/no-such-one').expect(problem(404, 'not-found'));
    await app.as(stranger.token).get('/workspaces/%00').expect(problem(404, 'not-found'));
    await app.as().get(path).expect(problem(401, 'unauthenticated'));
  });

  it('finds a workspace that was asked for before it existed', async () => {
    const { token } = await app.given.account();
    await app.as(token).get('/workspaces/later').expect(404);
    await app.as(token).post('/workspaces').send({ name: 'Later' }).expect(201);
    await app.as(token).get('/workspaces/later').expect(200);
  });
});

describe('PATCH /workspaces/:workspace', () => {
  it('lets an owner rename it; the slug stays', async () => {
    const owner = await app.given.account();
    const { body } = await app
      .as(owner.token)
      .patch(`/workspaces/${owner.workspace}`)
      .send({ name: 'New name' })
      .expect(200);
    expect(body).toMatchObject({ name: 'New name', slug: owner.workspace, role: 'owner' });
  });

  it('refuses others, and fields that cannot change', async () => {
    const owner = await app.given.account();
    const editor = await app.given.member(owner, 'editor');
    const stranger = await app.given.account();
    const path = `/workspaces/${owner.workspace}`;
    await app.as(editor.token).patch(path).send({ name: 'x' }).expect(problem(403, 'forbidden'));
    await app.as(stranger.token).patch(path).send({ name: 'x' }).expect(problem(404, 'not-found'));
    await app.as().patch(path).send({ name: 'x' }).expect(problem(401, 'unauthenticated'));
    const { body } = await app
      .as(owner.token)
      .patch(path)
      .send({ name: 'x', slug: 'other' })
      .expect(422);
    expect(body.errors).toMatchObject([{ pointer: '#/slug' }]);
  });
});
