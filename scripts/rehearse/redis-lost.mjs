import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { freePort } from '../lib/ports.mjs';
import { until } from '../lib/wait.mjs';
import { expect, timed } from './stage.mjs';

export const title = 'Redis is lost, with all that it held';

/** docs/runbooks/redis-lost.md */
export async function rehearse(stage) {
  const port = await freePort();
  const startRedis = async () => {
    const args = [
      '--port',
      String(port),
      '--requirepass',
      'word',
      '--save',
      '',
      '--dir',
      stage.home,
    ];
    const redis = spawn(process.env.REDIS_SERVER || 'redis-server', args, { stdio: 'ignore' });
    const stop = async () => {
      if (redis.exitCode !== null || redis.signalCode !== null) return;
      redis.kill('SIGKILL');
      await once(redis, 'exit');
    };
    await once(redis, 'spawn');
    stage.atEnd(stop);
    return { stop };
  };
  const redis = await startRedis();
  const { databaseUrl } = await stage.cluster();
  await stage.command(['server/dist/migrate.js'], { DATABASE_URL: databaseUrl });
  const server = await stage.server(databaseUrl, { REDIS_URL: `redis://:word@127.0.0.1:${port}` });
  const status = async (wanted) =>
    until(async () => (await server.health())?.status === wanted, { timeoutMs: 60_000 });
  expect(await status('ok'), 'all is well with Redis');
  const kept = await stage.live(server);

  await redis.stop();
  expect(await status('degraded'), 'health says degraded, not down');
  expect((await server.health())?.code === 200, 'and ready');
  expect((await stage.run(kept)).status === 'succeeded', 'runs go on');
  await stage.signIn(server);
  stage.say('Without Redis: runs, sign-in and health answer.');

  const { seconds } = await timed(async () => {
    await startRedis();
    expect(await status('ok'), 'an empty Redis is taken into use without a restart');
  });
  expect((await stage.run(kept)).status === 'succeeded', 'runs go on');
  return { rto: seconds, note: 'no outage; an empty Redis is taken into use by itself' };
}
