import { spawnSync } from 'node:child_process';
import { chownSync, mkdirSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { databaseUser } from '../lib/postgres/user.mjs';
import { until } from '../lib/wait.mjs';
import { expect, timed } from './stage.mjs';

export const title = 'The disk of the database is full';

/** docs/runbooks/full-disk.md */
export async function rehearse(stage) {
  const disk = path.join(stage.home, 'disk');
  mkdirSync(disk);
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=160m,mode=0711', 'tmpfs', disk]);
  if (mounted.status !== 0) return { notRun: 'a small disk of its own needs root and mount(8)' };
  stage.atEnd(() => spawnSync('umount', [disk]));
  const user = databaseUser(null);
  const place = path.join(disk, 'database');
  mkdirSync(place);
  if (user.uid !== undefined) chownSync(place, user.uid, user.gid ?? 0);
  const { databaseUrl, sql } = await stage.cluster({ parent: place });
  await stage.command(['server/dist/migrate.js'], { DATABASE_URL: databaseUrl });
  const server = await stage.server(databaseUrl);
  const kept = await stage.live(server);

  const ballast = path.join(disk, 'ballast');
  await fill(ballast);
  // PostgreSQL goes on for as long as its files have room; then it refuses, or restarts itself.
  const refused = await until(
    () =>
      stage.run(kept).then(
        (run) => run.status !== 'succeeded',
        () => true,
      ),
    { timeoutMs: 60_000, everyMs: 0 },
  );
  expect(refused, 'with a full disk runs are refused sooner or later');
  stage.say('The disk is full, and runs are refused.');

  const { seconds } = await timed(async () => {
    rmSync(ballast);
    const works = () =>
      stage.run(kept).then(
        ({ status }) => status === 'succeeded',
        () => false,
      );
    expect(
      await until(works, { timeoutMs: 90_000, everyMs: 200 }),
      'with room again runs work, without a restart',
    );
  });
  expect((await server.health())?.code === 200, 'the server is ready');
  const [{ lost }] = await sql(
    'apm',
    `SELECT count(*)::int AS lost FROM runs WHERE status NOT IN ('succeeded', 'failed', 'cancelled') AND id = '${kept.run}'`,
  );
  expect(lost === 0, 'what was finished before stays finished');
  return { rto: seconds, note: 'from the moment that there is room' };
}

/** Writes until there is no room. */
async function fill(file) {
  const block = Buffer.alloc(1024 * 1024, 1);
  const handle = await open(file, 'w');
  try {
    for (let size = block.length; size >= 4096;) {
      const room = await handle.write(block, 0, size).then(
        ({ bytesWritten }) => bytesWritten === size,
        () => false,
      );
      if (!room) size /= 2;
    }
  } finally {
    await handle.close();
  }
}
