import { encryptionKey, expect, timed } from './stage.mjs';

export const title = 'The encryption key is replaced by a new one';

/** docs/runbooks/rotate-keys.md */
export async function rehearse(stage) {
  const { databaseUrl, sql } = await stage.cluster();
  await stage.command(['server/dist/migrate.js'], { DATABASE_URL: databaseUrl });
  const start = (...ids) =>
    stage.server(databaseUrl, {
      ENCRYPTION_KEYS: ids.map(encryptionKey).join(),
      LOG_LEVEL: 'info',
    });
  const sealedBy = async () =>
    (await sql('apm', `SELECT split_part(sealed_api_key, '.', 2) AS id FROM providers`)).map(
      ({ id }) => id,
    );

  // Two processes, as in production: each must open what the other seals at every moment.
  const [one, two] = [await start('k1'), await start('k1')];
  const kept = await stage.live(one);
  expect((await sealedBy()).join() === 'k1', 'the key k1 seals');

  await one.stop();
  const oneKnows = await start('k1', 'k2');
  await two.stop();
  const twoKnows = await start('k1', 'k2');
  stage.say('Both know the new key, and seal with the old one.');
  expect((await sealedBy()).join() === 'k1', 'k1 still seals');

  await oneKnows.stop();
  const { result: oneSeals, seconds } = await timed(() => start('k2', 'k1'));
  expect((await sealedBy()).join() === 'k2', 'everything is sealed anew');
  expect(/can do without: k1/.test(oneSeals.log()), 'the log says that k1 can go');
  const onTwo = { ...kept, api: twoKnows.api.as(kept.session.accessToken) };
  expect(
    await stage.keyArrives(onTwo),
    'the process that still seals with k1 opens what k2 sealed',
  );
  await twoKnows.stop();
  await oneSeals.stop();

  const last = await start('k2');
  const now = { ...kept, api: last.api.as(kept.session.accessToken) };
  expect(await stage.keyArrives(now), 'the key of the provider is open without k1');
  return { rto: seconds, note: 'no outage; the restart that seals everything anew' };
}
