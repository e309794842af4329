import { describe, expect, it, jest } from '@jest/globals';
import type { GivenAccount } from '../../../test/given.js';
import { problem, useTestApp } from '../../../test/app.js';
import { Bus } from '../../core/bus/bus.js';
import { SessionCleanup } from './session-cleanup.js';

const app = useTestApp();
const refresh = (refreshToken: string) => app.as().post('/auth/refresh').send({ refreshToken });
const login = async ({ email, password }: GivenAccount) =>
  (await app.as().post('/auth/login').send({ email, password }).expect(200)).body as {
    accessToken: string;
    refreshToken: string;
  };
/** As if the used tokens had been used a little longer ago than the grace window. */
const passGraceWindow = () =>
  app.db.query(`UPDATE refresh_tokens SET used_at = used_at - interval '21 seconds'`);

describe('POST /auth/refresh', () => {
  it('gives the next pair of tokens', async () => {
    const account = await app.given.account();
    const { body } = await refresh(account.refreshToken)
      .expect(200)
      .expect('cache-control', 'no-store');
    expect(body).toMatchObject({ user: { id: account.id }, expiresIn: 600 });
    expect(body.refreshToken).not.toBe(account.refreshToken);
    await app.as(body.accessToken).get('/me').expect(200);
  });

  it('serves all of several requests that race with one token', async () => {
    const { refreshToken } = await app.given.account();
    const answers = await Promise.all([
      refresh(refreshToken),
      refresh(refreshToken),
      refresh(refreshToken),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(answers.map(({ body }) => body.refreshToken)).size).toBe(3);
  });

  it('ends the whole session when a used token comes back after the grace window', async () => {
    const account = await app.given.account();
    const next = (await refresh(account.refreshToken).expect(200)).body;
    await passGraceWindow();
    await refresh(account.refreshToken).expect(problem(401, 'session-over'));
    await refresh(next.refreshToken).expect(problem(401, 'session-over'));
    await app.as(next.accessToken).get('/me').expect(problem(401, 'unauthenticated'));
  });

  it('leaves other sessions of the account alone when one was stolen', async () => {
    const account = await app.given.account();
    const other = await login(account);
    await refresh(account.refreshToken).expect(200);
    await passGraceWindow();
    await refresh(account.refreshToken).expect(401);
    await refresh(other.refreshToken).expect(200);
  });

  it.each(['', 'apr_', 'nonsense', `apr_${'A'.repeat(43)}`])('refuses %j', async (token) => {
    await refresh(token).expect(problem(401, 'session-over'));
  });

  it('refuses a session that was not used for too long', async () => {
    const { id, refreshToken } = await app.given.account();
    await app.db.query('UPDATE sessions SET expires_at = now() WHERE user_id = $1', [id]);
    await refresh(refreshToken).expect(problem(401, 'session-over'));
  });

  it('does not prolong a session beyond its greatest age', async () => {
    const { id, refreshToken } = await app.given.account();
    await app.db.query(
      `UPDATE sessions SET created_at = now() - interval '89 days' WHERE user_id = $1`,
      [id],
    );
    await refresh(refreshToken).expect(200);
    const { rows } = await app.db.query<{ soon: boolean }>(
      `SELECT expires_at < now() + interval '2 days' AS soon FROM sessions WHERE user_id = $1`,
      [id],
    );
    expect(rows).toEqual([{ soon: true }]);
  });

  it('refuses a disabled account', async () => {
    const { id, refreshToken } = await app.given.account();
    await app.db.query('UPDATE users SET disabled_at = now() WHERE id = $1', [id]);
    await refresh(refreshToken).expect(problem(401, 'session-over'));
  });
});

describe('POST /auth/logout', () => {
  it('ends the session and its access token at once', async () => {
    const { token, refreshToken } = await app.given.account();
    await app.as(token).get('/me').expect(200);
    await app.as().post('/auth/logout').send({ refreshToken }).expect(204);
    await app.as(token).get('/me').expect(problem(401, 'unauthenticated'));
    await refresh(refreshToken).expect(problem(401, 'session-over'));
  });

  it('needs no message for its own process to notice', async () => {
    const { token, refreshToken } = await app.given.account();
    await app.as(token).get('/me').expect(200);
    const publish = jest.spyOn(app.nest.get(Bus), 'publish').mockResolvedValue();
    await app.as().post('/auth/logout').send({ refreshToken }).expect(204);
    publish.mockRestore();
    await app.as(token).get('/me').expect(problem(401, 'unauthenticated'));
  });

  it('does not mind a session that is over', async () => {
    const { refreshToken } = await app.given.account();
    await app.as().post('/auth/logout').send({ refreshToken }).expect(204);
    await app.as().post('/auth/logout').send({ refreshToken }).expect(204);
    await app.as().post('/auth/logout').send({}).expect(problem(422, 'validation-failed'));
  });
});

describe('GET /auth/sessions', () => {
  it('shows where the account is signed in, newest first, in pages', async () => {
    const account = await app.given.account();
    const { accessToken } = (
      await app
        .as()
        .post('/auth/login')
        .set('user-agent', 'Phone 1.0')
        .send({ email: account.email, password: account.password })
    ).body;
    const { body } = await app.as(accessToken).get('/auth/sessions?limit=1').expect(200);
    expect(body.items).toMatchObject([
      { current: true, userAgent: 'Phone 1.0', address: '127.0.0.1' },
    ]);
    const rest = await app
      .as(accessToken)
      .get(`/auth/sessions?cursor=${body.nextCursor}`)
      .expect(200);
    expect(rest.body).toMatchObject({ items: [{ current: false }], nextCursor: null });
  });

  it('asks for a sign-in and a sound query', async () => {
    const { token } = await app.given.account();
    await app.as().get('/auth/sessions').expect(problem(401, 'unauthenticated'));
    await app.as(token).get('/auth/sessions?limit=1000').expect(problem(422, 'validation-failed'));
  });
});

describe('DELETE /auth/sessions/:session', () => {
  it('signs out one device, its access token included', async () => {
    const account = await app.given.account();
    const other = await login(account);
    const { body } = await app.as(account.token).get('/auth/sessions');
    const { id } = body.items.find(({ current }: { current: boolean }) => !current);
    await app.as(other.accessToken).get('/me').expect(200);
    await app.as(account.token).delete(`/auth/sessions/${id}`).expect(204);
    await app.as(other.accessToken).get('/me').expect(problem(401, 'unauthenticated'));
    await app.as(account.token).get('/me').expect(200);
    await app.as(account.token).delete(`/auth/sessions/${id}`).expect(problem(404, 'not-found'));
  });

  it('answers 404 for a session of somebody else', async () => {
    const [mine, theirs] = [await app.given.account(), await app.given.account()];
    const { body } = await app.as(theirs.token).get('/auth/sessions');
    await app
      .as(mine.token)
      .delete(`/auth/sessions/${body.items[0].id}`)
      .expect(problem(404, 'not-found'));
    await app.as(theirs.token).get('/me').expect(200);
    await app
      .as()
      .delete(`/auth/sessions/${body.items[0].id}`)
      .expect(problem(401, 'unauthenticated'));
  });
});

describe('DELETE /auth/sessions', () => {
  it('signs out everywhere else', async () => {
    const account = await app.given.account();
    const other = await login(account);
    await app.as(account.token).delete('/auth/sessions').expect(204);
    await app.as(other.accessToken).get('/me').expect(problem(401, 'unauthenticated'));
    await refresh(other.refreshToken).expect(problem(401, 'session-over'));
    await refresh(account.refreshToken).expect(200);
    await app.as().delete('/auth/sessions').expect(problem(401, 'unauthenticated'));
  });
});

describe('the hourly clean-up', () => {
  it('deletes sessions that were over a week ago, and nothing else', async () => {
    const [old, current] = [await app.given.account(), await app.given.account()];
    await app.db.query(
      `UPDATE sessions SET expires_at = now() - interval '8 days' WHERE user_id = $1`,
      [old.id],
    );
    await app.nest.get(SessionCleanup).run();
    const { rows } = await app.db.query<{ id: string }>(
      'SELECT user_id AS id FROM sessions WHERE user_id = ANY($1)',
      [[old.id, current.id]],
    );
    expect(rows).toEqual([{ id: current.id }]);
    await refresh(current.refreshToken).expect(200);
  });
});
