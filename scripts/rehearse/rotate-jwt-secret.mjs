import { expect, timed } from './stage.mjs';

export const title = 'The secret that signs access tokens is replaced';

const [OLD, NEW] = ['old-secret-of-a-rehearsal-only-0001', 'new-secret-of-a-rehearsal-only-0002'];

/** docs/runbooks/rotate-keys.md */
export async function rehearse(stage) {
  const { databaseUrl } = await stage.cluster();
  await stage.command(['server/dist/migrate.js'], { DATABASE_URL: databaseUrl });
  const start = (JWT_SECRETS) => stage.server(databaseUrl, { JWT_SECRETS });
  const isIn = async (server, token) =>
    (await server.api.as(token).send('GET', '/me')).status === 200;

  const first = await start(OLD);
  const { session } = await stage.live(first);
  await first.stop();
  const both = await start(`${NEW},${OLD}`);
  expect(await isIn(both, session.accessToken), 'nobody is signed out by the change');
  const { refreshToken } = session;
  const renewed = await both.api.call('POST', '/auth/refresh', { refreshToken });
  await both.stop();

  const { result: last, seconds } = await timed(() => start(NEW));
  expect(!(await isIn(last, session.accessToken)), 'a token of the old secret is refused');
  expect(await isIn(last, renewed.accessToken), 'one of the new secret is accepted');
  const again = { refreshToken: renewed.refreshToken };
  const session2 = await last.api.call('POST', '/auth/refresh', again);
  expect(await isIn(last, session2.accessToken), 'the browser renews by itself');
  return { rto: seconds, note: 'no outage; one restart' };
}
