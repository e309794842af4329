import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { makeKeys } from '../backup/seal.mjs';
import { startS3 } from '../backup/testing/s3.mjs';
import { expect, timed } from './stage.mjs';

export const title =
  'The server and all of its disks are gone; the off-site copy and the keys are left';

/** docs/runbooks/lost-server.md */
export async function rehearse(stage) {
  const store = await startS3();
  stage.atEnd(() => store.stop());
  const keys = await makeKeys();
  const dir = path.join(stage.home, 'backups');
  const backups = { ...store.env, BACKUP_DIR: dir, BACKUP_AGE_RECIPIENTS: keys.recipient };

  const old = await stage.cluster();
  await stage.command(['server/dist/migrate.js'], { DATABASE_URL: old.databaseUrl });
  const before = await stage.server(old.databaseUrl);
  const kept = await stage.live(before);
  const backup = ['scripts/backup/main.mjs', 'backup', '--reason', 'manual'];
  await stage.command(backup, { ...backups, DATABASE_URL: old.databaseUrl });
  const after = await stage.run(kept);
  stage.say('The platform runs, a backup was made, then a run that is in no backup.');

  await before.stop('SIGKILL');
  await old.stop();
  for (const file of readdirSync(dir)) rmSync(path.join(dir, file));
  stage.say('Server, database and the backups beside it are gone.');

  const identity = path.join(stage.home, 'private-key.txt');
  writeFileSync(identity, `# from the safe\n${keys.identity}\n`, { mode: 0o600 });
  const { result, seconds } = await timed(async () => {
    const fresh = await stage.cluster();
    const env = { ...backups, DATABASE_URL: fresh.databaseUrl, BACKUP_AGE_IDENTITY_FILE: identity };
    stage.say((await stage.command(['scripts/backup/main.mjs', 'list'], env)).trim());
    await stage.command(['scripts/backup/main.mjs', 'restore'], env);
    await stage.command(['server/dist/migrate.js'], env);
    const server = await stage.server(fresh.databaseUrl);
    return { server, env, ...(await stage.signIn(server)) };
  });
  const { api, workspace, server, env } = result;
  const now = { ...kept, api, workspace };
  expect((await api.call('GET', `/runs/${kept.run}`)).status === 'succeeded', 'the run is there');
  expect((await api.send('GET', `/runs/${after.id}`)).status === 404, 'what came after is lost');
  expect((await stage.run(now)).status === 'succeeded', 'tools run again');
  expect(await stage.keyArrives(now), "the provider's key can be opened");
  const { parts } = await server.health();
  expect(/newest backup is of/.test(parts.backups.detail), 'health knows the backup');
  await stage.command(['scripts/backup/main.mjs', 'verify'], env);
  return { rto: seconds, note: 'new PostgreSQL, restore from off-site, migrate, start, sign in' };
}
