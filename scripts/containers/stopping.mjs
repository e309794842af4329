import assert from 'node:assert/strict';
import { Problem } from '../lib/problem.mjs';
import { until } from '../lib/wait.mjs';
import { docker, tryDocker } from './engine.mjs';
import { SERVICES } from './hardening.mjs';
import { assertKept } from './story.mjs';

/** One after the other is killed; each comes back by itself, and nothing is lost. */
export async function restarts({ check }, stack, story) {
  for (const service of SERVICES) {
    await check(`${service} comes back after kill -9, and all data is there`, async () => {
      const before = await stack.container(service);
      // From inside, as a crash would: what `docker kill` ends is not started again.
      await stack.exec(service, ['sh', '-c', 'kill -9 -1']);
      const restarted = await until(
        async () => (await stack.container(service)).RestartCount > before.RestartCount,
        { timeoutMs: 120_000 },
      );
      if (!restarted) throw new Problem('It was not started again.');
      await stack.well(SERVICES);
      await assertKept(story);
    });
  }
}

/** All are asked to stop as `docker compose down` does, and start again with their data. */
export async function stops({ check }, stack, story) {
  await check('every container ends with 0 when it is asked to stop', async () => {
    await stack.compose(['stop']);
    for (const service of SERVICES) {
      const { State } = await stack.container(service);
      assert.equal(State.ExitCode, 0, `${service} ended with ${State.ExitCode}`);
      assert.equal(State.OOMKilled, false);
    }
  });

  await check('what was stopped starts again with its data', async () => {
    await stack.compose(['up', '-d', '--no-build']);
    await stack.well(SERVICES);
    await assertKept(story);
  });
}

/** The images are right without an init in front of them as well, and without another container before. */
export async function asFirstProcess({ check }, stack) {
  /** Starts a service's image by itself, with the service's variables and these. */
  const start = async (service, ...options) => {
    const { Image, Config } = await stack.container(service);
    const environment = Config.Env.flatMap((line) => ['--env', line]);
    const network = `${stack.project}_${service === 'client' ? 'front' : 'back'}`;
    const labels = ['--label', `com.docker.compose.project=${stack.project}`];
    const hardened = ['--read-only', '--tmpfs', '/tmp', '--cap-drop', 'ALL'];
    const own = ['--network', network, ...labels, ...hardened, ...environment, ...options];
    return docker(['run', '-d', ...own, Image]);
  };
  const inspect = async (id) => JSON.parse(await docker(['inspect', id]))[0];

  for (const [service, health] of [
    ['server', '/health/ready'],
    ['client', '/api/health/live'],
  ]) {
    await check(`${service} ends with 0 as the first process of its container`, async () => {
      // As docs/deploy/coolify.md says: a health check and a migration that need no quotes.
      const id = await start(
        service,
        ...['--health-cmd', `node healthy.mjs ${health}`],
        ...['--env', 'MIGRATE_ON_START=true'],
      );
      const healthy = await until(
        async () => (await inspect(id)).State.Health.Status === 'healthy',
        { timeoutMs: 180_000, everyMs: 300 },
      );
      const said = await docker(['logs', id]);
      if (!healthy) throw new Problem(`Not healthy:\n${said}`);
      if (service === 'server') assert.match(said, /^The schema is up to date\.$/m);
      await docker(['stop', '--time', '40', id]);
      assert.equal((await inspect(id)).State.ExitCode, 0);
      await docker(['rm', id]);
    });
  }

  await check('a server that cannot migrate at its start does not serve', async () => {
    const nowhere = 'DATABASE_URL=postgres://127.0.0.1:1/nothing';
    const id = await start('server', '--env', 'MIGRATE_ON_START=true', '--env', nowhere);
    assert.equal(await docker(['wait', id], { limitMs: 180_000 }), '1');
    const { stdout, stderr } = await tryDocker(['logs', id]);
    assert.match(stdout + stderr, /The migration failed: /);
    assert.doesNotMatch(stdout + stderr, /Listening/);
    await docker(['rm', id]);
  });
}
