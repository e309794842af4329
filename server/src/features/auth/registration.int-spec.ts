import { describe, expect, it } from '@jest/globals';
import { problem, useTestApp } from '../../../test/app.js';

const register = (app: ReturnType<typeof useTestApp>, email: string) =>
  app
    .as()
    .post('/auth/register')
    .send({ email, password: 'correct horse battery', name: 'Somebody' });

describe('the first account', () => {
  const app = useTestApp();
  it('becomes admin, and only one does when several are made at once', async () => {
    const before = await app.as().get('/auth/setup').expect(200);
    expect(before.body).toEqual({ needsFirstAccount: true, registration: 'open' });
    const answers = await Promise.all(
      [1, 2, 3, 4].map((i) => register(app, `first${i}@example.test`).expect(201)),
    );
    expect(answers.map(({ body }) => body.user.role).sort()).toEqual([
      'admin',
      'maker',
      'maker',
      'maker',
    ]);
  });
});

describe.each(['closed', 'invitation'] as const)('with REGISTRATION=%s', (registration) => {
  const app = useTestApp({ REGISTRATION: registration });
  it('only the first account can be made, also when several try at once', async () => {
    const answers = await Promise.all(
      [1, 2, 3].map((i) => register(app, `first${i}@example.test`)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 403, 403]);
    const { body } = await register(app, 'late@example.test').expect(
      problem(403, 'registration-closed'),
    );
    expect(body.registration).toBe(registration);
    const setup = await app.as().get('/auth/setup').expect(200);
    expect(setup.body).toEqual({ needsFirstAccount: false, registration });
  });
});

describe('rotation of the signing key', () => {
  const OLD = 'the-old-secret-the-old-secret-the-old';
  const NEW = 'the-new-secret-the-new-secret-the-new';
  const app = useTestApp({ JWT_SECRETS: OLD });
  it('keeps access tokens of the key before, until that is taken out', async () => {
    const { token } = await app.given.account();
    await app.restart({ JWT_SECRETS: `${NEW},${OLD}` });
    await app.as(token).get('/me').expect(200);
    const next = await app.given.account();
    await app.restart({ JWT_SECRETS: NEW });
    await app.as(token).get('/me').expect(problem(401, 'unauthenticated'));
    await app.as(next.token).get('/me').expect(200);
  });
});
