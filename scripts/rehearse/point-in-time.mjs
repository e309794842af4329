import { spawnSync } from 'node:child_process';
import { appendFileSync, chownSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { databaseUser } from '../lib/postgres/user.mjs';
import { until } from '../lib/wait.mjs';
import { expect, timed } from './stage.mjs';

export const title = 'Rows were deleted; back to the moment before, by the log of PostgreSQL';

/** docs/backups.md#point-in-time-recovery */
export async function rehearse(stage) {
  const user = databaseUser(null);
  const folder = (name) => {
    const made = path.join(stage.home, name);
    mkdirSync(made, { mode: 0o700 });
    if (user.uid !== undefined) chownSync(made, user.uid, user.gid ?? 0);
    return made;
  };
  const [archive, copy] = [folder('archive'), folder('copy')];
  const archiving = `test ! -f ${archive}/%f && cp %p ${archive}/%f`;
  const damaged = await stage.cluster({
    settings: { archive_mode: 'on', archive_command: archiving },
  });
  await stage.command(['server/dist/migrate.js'], { DATABASE_URL: damaged.databaseUrl });
  const server = await stage.server(damaged.databaseUrl);
  const kept = await stage.live(server);

  const copied = spawnSync(
    path.join(damaged.bin, 'pg_basebackup'),
    ['-d', damaged.url('postgres'), '-D', copy, '--wal-method=none', '--checkpoint=fast'],
    { ...user, cwd: '/', encoding: 'utf8' },
  );
  expect(copied.status === 0, `the data directory is copied: ${copied.stderr}`);
  const after = await stage.run(kept);
  const [{ moment }] = await damaged.sql('apm', 'SELECT clock_timestamp()::text AS moment');
  await damaged.sql('apm', 'TRUNCATE runs, run_steps');
  const [{ file }] = await damaged.sql('apm', 'SELECT pg_walfile_name(pg_switch_wal()) AS file');
  const isArchived = () => readdirSync(archive).includes(file);
  expect(await until(isArchived, { timeoutMs: 30_000 }), 'the log is archived');
  stage.say('There is a copy, a run that came after it, and then an accident emptied tables.');

  const { result: again, seconds } = await timed(async () => {
    await server.stop();
    await damaged.stop();
    const settings = {
      restore_command: `cp ${archive}/%f %p`,
      recovery_target_time: moment,
      recovery_target_action: 'promote',
    };
    const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value}'\n`);
    appendFileSync(path.join(copy, 'postgresql.auto.conf'), lines.join(''));
    writeFileSync(path.join(copy, 'recovery.signal'), '');
    const earlier = await stage.cluster({ data: copy });
    const isOpen = async () => {
      const [{ open }] = await earlier.sql('apm', 'SELECT NOT pg_is_in_recovery() AS open');
      return open;
    };
    expect(await until(isOpen, { timeoutMs: 60_000 }), 'PostgreSQL goes on from that moment');
    return stage.server(earlier.databaseUrl);
  });
  const now = { ...kept, ...(await stage.signIn(again)) };
  for (const { id } of [{ id: kept.run }, after])
    expect(
      (await now.api.call('GET', `/runs/${id}`)).status === 'succeeded',
      'runs of before the copy and of after it are back',
    );
  expect((await stage.run(now)).status === 'succeeded', 'tools run');
  return { rto: seconds, note: 'stop, copy and log up to the moment, start' };
}
