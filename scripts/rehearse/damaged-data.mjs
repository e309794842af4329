import path from 'node:path';
import { makeKeys } from '../backup/seal.mjs';
import { expect, timed } from './stage.mjs';

export const title = 'A deployment damaged data; back to the backup that was made before it';

/** docs/runbooks/bad-deploy.md */
export async function rehearse(stage) {
  const keys = await makeKeys();
  const { databaseUrl, sql } = await stage.cluster();
  const env = {
    DATABASE_URL: databaseUrl,
    BACKUP_DIR: path.join(stage.home, 'backups'),
    BACKUP_AGE_RECIPIENTS: keys.recipient,
    BACKUP_AGE_IDENTITY: keys.identity,
  };
  const backup = (...args) => ['scripts/backup/main.mjs', ...args];
  await stage.command(['server/dist/migrate.js'], env);
  const server = await stage.server(databaseUrl);
  const kept = await stage.live(server);
  await stage.command(backup('backup', '--reason', 'pre-deploy'), env);
  await sql('apm', 'TRUNCATE runs, run_steps');
  stage.say('There is a backup of before the deployment; the deployment emptied tables.');

  const inUse = await stage.tryCommand(backup('restore', '--replace', 'apm'), env);
  expect(
    inUse.code === 1 && /in use by .*aipoweredmakers/.test(inUse.output),
    'a running server keeps its database',
  );
  const { result: again, seconds } = await timed(async () => {
    await server.stop();
    const said = await stage.command(backup('restore', '--replace', 'apm'), env);
    stage.say(said.trim());
    await stage.command(['server/dist/migrate.js'], env);
    return stage.server(databaseUrl);
  });
  const now = { ...kept, ...(await stage.signIn(again)) };
  expect(
    (await now.api.call('GET', `/runs/${kept.run}`)).status === 'succeeded',
    'the run is back',
  );
  expect((await stage.run(now)).status === 'succeeded', 'tools run');
  expect(await stage.keyArrives(now), "the provider's key can be opened");
  const aside = await sql(
    'postgres',
    `SELECT datname FROM pg_database WHERE datname ~ '^apm_before_'`,
  );
  expect(aside.length === 1, 'the damaged database is kept beside');
  return { rto: seconds, note: 'stop, restore in place, migrate, start' };
}
