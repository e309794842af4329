import { describe, expect, it } from '@jest/globals';
import { problem, useTestApp } from '../../../test/app.js';
import { transactionsWaiting } from '../../../test/locks.js';

const app = useTestApp();
const anyone = () => app.as();
const PASSWORD = 'correct horse battery';

describe('POST /auth/register', () => {
  it('makes an account with a personal workspace and signs it in', async () => {
    const { body } = await anyone()
      .post('/auth/register')
      .send({ email: ' Ada@Example.TEST ', password: PASSWORD, name: ' Ada Lovelace ' })
      .expect(201)
      .expect('cache-control', 'no-store');
    expect(body).toEqual({
      user: {
        id: expect.any(String),
        email: 'ada@example.test',
        name: 'Ada Lovelace',
        role: expect.any(String),
      },
      accessToken: expect.any(String),
      refreshToken: expect.stringMatching(/^apr_/),
      expiresIn: 600,
    });
    const me = await app.as(body.accessToken).get('/me').expect(200);
    expect(me.body.workspaces).toEqual([
      { id: expect.any(String), slug: 'ada-lovelace', name: 'Ada Lovelace', role: 'owner' },
    ]);
  });

  it('gives a second person of the same name a workspace with another slug', async () => {
    const send = (email: string) =>
      anyone()
        .post('/auth/register')
        .send({ email, password: PASSWORD, name: 'Grace Hopper' })
        .expect(201);
    await send('grace1@example.test');
    const { body } = await send('grace2@example.test');
    const me = await app.as(body.accessToken).get('/me');
    expect(me.body.workspaces[0].slug).toMatch(/^grace-hopper-[a-z0-9]{4}$/);
  });

  it('refuses an address that has an account, however it is written', async () => {
    const { email } = await app.given.account();
    await anyone()
      .post('/auth/register')
      .send({ email: email.toUpperCase(), password: PASSWORD, name: 'Twin' })
      .expect(problem(409, 'email-taken'));
  });

  it('lets one of two requests with the same address win', async () => {
    const send = () =>
      anyone()
        .post('/auth/register')
        .send({ email: 'race@example.test', password: PASSWORD, name: 'Race' });
    const answers = await Promise.all([send(), send(), send()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  });

  it.each([
    ['#/email', { email: 'nobody' }],
    ['#/email', { email: 7 }],
    ['#/password', { password: 'too short' }],
    ['#/password', { password: 'x'.repeat(201) }],
    ['#/password', { password: 'password123' }],
    ['#/password', { password: 'Wrong-Input@example.test' }],
    ['#/name', { name: '   ' }],
    ['#/name', { name: 'a\u0000b' }],
    ['#/role', { role: 'admin' }],
  ])('names %s as wrong in %j', async (pointer, wrong) => {
    const { body } = await anyone()
      .post('/auth/register')
      .send({ email: 'wrong-input@example.test', password: PASSWORD, name: 'Wrong', ...wrong })
      .expect(problem(422, 'validation-failed'));
    expect(body.errors).toEqual([{ pointer, detail: expect.any(String) }]);
    expect(JSON.stringify(body)).not.toContain(PASSWORD);
  });

  it('stores neither the password nor the refresh token', async () => {
    const account = await app.given.account();
    const { rows } = await app.db.query<{ text: string }>(
      `SELECT (SELECT string_agg(u::text, ' ') FROM users u) || (SELECT string_agg(t::text, ' ') FROM refresh_tokens t) AS text`,
    );
    expect(rows[0]?.text).toContain('$argon2id$');
    expect(rows[0]?.text).not.toContain(account.password);
    expect(rows[0]?.text).not.toContain(account.refreshToken);
    expect(rows[0]?.text).not.toContain(account.refreshToken.slice(4));
  });
});

describe('POST /auth/login', () => {
  it('signs in, whatever the case of the address', async () => {
    const { email, password, id } = await app.given.account();
    const { body } = await anyone()
      .post('/auth/login')
      .send({ email: email.toUpperCase(), password })
      .expect(200);
    expect(body.user.id).toBe(id);
    await app.as(body.accessToken).get('/me').expect(200);
  });

  it('answers a wrong password and an unknown account alike', async () => {
    const { email } = await app.given.account();
    const wrong = await anyone().post('/auth/login').send({ email, password: PASSWORD });
    const unknown = await anyone()
      .post('/auth/login')
      .send({ email: `no-${email}`, password: PASSWORD });
    expect({ ...wrong.body, traceId: '' }).toEqual({ ...unknown.body, traceId: '' });
    problem(401, 'wrong-credentials')(wrong);
  });

  it('refuses a disabled account', async () => {
    const { id, email, password } = await app.given.account();
    await app.db.query('UPDATE users SET disabled_at = now() WHERE id = $1', [id]);
    await anyone()
      .post('/auth/login')
      .send({ email, password })
      .expect(problem(401, 'wrong-credentials'));
  });

  it('begins no session with a password that is being changed', async () => {
    const { id, email, password } = await app.given.account();
    const { answer } = await app.db.transaction(async (client) => {
      await client.query(`UPDATE users SET password_hash = 'another' WHERE id = $1`, [id]);
      const login = anyone().post('/auth/login').send({ email, password });
      const sent = login.then((response) => response);
      await transactionsWaiting(app.db, 1); // it has compared with the old password by then
      return { answer: sent };
    });
    problem(401, 'wrong-credentials')(await answer);
  });

  it('refuses what is no address and no text', async () => {
    const { body } = await anyone()
      .post('/auth/login')
      .send({ email: { $ne: '' }, password: ['x'] })
      .expect(problem(422, 'validation-failed'));
    expect(body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
      '#/email',
      '#/password',
    ]);
  });
});

describe('GET /auth/setup', () => {
  it('says who may register', async () => {
    await app.given.account();
    const { body } = await anyone().get('/auth/setup').expect(200);
    expect(body).toEqual({ needsFirstAccount: false, registration: 'open' });
  });
});

describe('access tokens', () => {
  it.each(['nonsense', 'apm_nonsense', 'a.b.c', 'apr_x'])(
    'are needed, %s does not do',
    async (token) => {
      await app
        .as(token)
        .get('/me')
        .expect(problem(401, 'unauthenticated'))
        .expect('www-authenticate', 'Bearer');
    },
  );

  it('are refused when they are not signed by this server', async () => {
    const { token } = await app.given.account();
    const [, payload] = token.split('.') as [string, string, string];
    const none = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url');
    await app.as(`${none}.${payload}.`).get('/me').expect(problem(401, 'unauthenticated'));
    await app
      .as(`${token.slice(0, -4)}AAAA`)
      .get('/me')
      .expect(problem(401, 'unauthenticated'));
  });

  it('do not work as refresh tokens', async () => {
    const { token } = await app.given.account();
    await anyone()
      .post('/auth/refresh')
      .send({ refreshToken: token.slice(0, 100) })
      .expect(problem(401, 'session-over'));
  });
});
