import { encryptionKey, expect, timed } from './stage.mjs';

export const title = 'The encryption key is lost';

/** docs/runbooks/lost-key.md */
export async function rehearse(stage) {
  const { databaseUrl, sql } = await stage.cluster();
  await stage.command(['server/dist/migrate.js'], { DATABASE_URL: databaseUrl });
  const first = await stage.server(databaseUrl);
  const kept = await stage.live(first);
  await first.stop();
  stage.say('The key k1 is gone; there is a new one.');

  const fresh = { ENCRYPTION_KEYS: encryptionKey('k9'), DATABASE_URL: databaseUrl };
  const refused = await stage.server(databaseUrl, fresh).then(
    () => '',
    (error) => error.message,
  );
  expect(/lacks the key "k1"/.test(refused), 'the server refuses to start, and names the key');

  const { result: server, seconds } = await timed(async () => {
    const dry = await stage.command(['server/dist/forget-secrets.js'], fresh);
    expect(/2 of 2 sealed values cannot be opened/.test(dry), 'the command lists what is lost');
    expect(
      (await sql('apm', 'SELECT 1 FROM providers WHERE sealed_api_key IS NOT NULL')).length === 1,
      'and changes nothing',
    );
    await stage.command(['server/dist/forget-secrets.js', '--yes'], fresh);
    return stage.server(databaseUrl, fresh);
  });
  const now = { ...kept, ...(await stage.signIn(server)) };
  expect(
    (await stage.run(now)).status === 'succeeded',
    'accounts, tools and runs are as they were',
  );
  expect(!(await stage.keyArrives(now).catch(() => false)), 'the key of the provider is gone');
  await stage.enterKeyAgain(now);
  expect(await stage.keyArrives(now), 'entered anew it works');
  return { rto: seconds, note: 'forget what cannot be opened, start' };
}
