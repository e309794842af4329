import { describe, expect, it } from '@jest/globals';
import { problem, useTestApp } from '../../../test/app.js';

const app = useTestApp();
const NEXT = 'staple battery horse';

describe('GET /me', () => {
  it('shows the account and its workspaces, the one it began with first', async () => {
    const owner = await app.given.account();
    const guest = await app.given.member(owner, 'editor');
    const { body } = await app.as(guest.token).get('/me').expect(200);
    expect(body).toEqual({
      id: guest.id,
      email: guest.email,
      name: 'Test Maker',
      role: 'maker',
      workspaces: [
        { id: expect.any(String), slug: expect.any(String), name: 'Test Maker', role: 'owner' },
        { id: expect.any(String), slug: owner.workspace, name: 'Test Maker', role: 'editor' },
      ],
    });
  });

  it('asks for a sign-in', async () => {
    await app.as().get('/me').expect(problem(401, 'unauthenticated'));
  });
});

describe('PATCH /me', () => {
  it('changes the name', async () => {
    const { token } = await app.given.account();
    const { body } = await app.as(token).patch('/me').send({ name: ' Ada ' }).expect(200);
    expect(body).toMatchObject({ name: 'Ada', workspaces: [{ role: 'owner' }] });
  });

  it('refuses an empty name and what may not be changed here', async () => {
    const { token } = await app.given.account();
    await app.as(token).patch('/me').send({ name: '' }).expect(problem(422, 'validation-failed'));
    const { body } = await app
      .as(token)
      .patch('/me')
      .send({ name: 'Ada', role: 'admin' })
      .expect(422);
    expect(body.errors).toMatchObject([{ pointer: '#/role' }]);
    await app.as().patch('/me').send({ name: 'Ada' }).expect(problem(401, 'unauthenticated'));
  });
});

describe('PUT /me/password', () => {
  it('changes the password and ends every other session', async () => {
    const { token, email, password } = await app.given.account();
    const other = (await app.as().post('/auth/login').send({ email, password }).expect(200)).body;
    await app
      .as(token)
      .put('/me/password')
      .send({ currentPassword: password, newPassword: NEXT })
      .expect(204);
    await app.as(token).get('/me').expect(200);
    await app.as(other.accessToken).get('/me').expect(problem(401, 'unauthenticated'));
    await app
      .as()
      .post('/auth/login')
      .send({ email, password })
      .expect(problem(401, 'wrong-credentials'));
    await app.as().post('/auth/login').send({ email, password: NEXT }).expect(200);
  });

  it.each([
    ['#/currentPassword', 'not the password', NEXT],
    ['#/newPassword', null, 'password123'],
    ['#/newPassword', null, 'short'],
  ])('names %s as wrong', async (pointer, current, newPassword) => {
    const { token, password } = await app.given.account();
    const { body } = await app
      .as(token)
      .put('/me/password')
      .send({ currentPassword: current ?? password, newPassword })
      .expect(problem(422, 'validation-failed'));
    expect(body.errors).toMatchObject([{ pointer }]);
  });

  it('slows down guessing of the current password', async () => {
    const { token } = await app.given.account();
    const guess = () =>
      app
        .as(token)
        .put('/me/password')
        .send({ currentPassword: 'not the password', newPassword: NEXT });
    for (let i = 0; i < 6; i += 1) await guess().expect(422);
    // The wait is two seconds; a slow machine must not sit it out.
    await app.db.query(
      `UPDATE sign_in_attempts SET blocked_until = blocked_until + interval '1 hour'
        WHERE blocked_until > updated_at`,
    );
    await guess().expect(problem(429, 'too-many-attempts'));
  });

  it('asks for a sign-in', async () => {
    await app.as().put('/me/password').send({}).expect(problem(401, 'unauthenticated'));
  });
});
