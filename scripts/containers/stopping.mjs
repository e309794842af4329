import assert from 'node:assert/strict';
import { Problem } from '../lib/problem.mjs';
import { until } from '../lib/wait.mjs';
import { docker } from './engine.mjs';
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
        { timeoutMs: 30_000 },
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

/** The images are right without an init in front of them as well. */
export async function asFirstProcess({ check }, stack) {
  for (const service of ['server', 'client']) {
    await check(`${service} ends with 0 as the first process of its container`, async () => {
      const { Image, Config } = await stack.container(service);
      const environment = Config.Env.flatMap((line) => ['--env', line]);
      const network = `${stack.project}_${service === 'server' ? 'back' : 'front'}`;
      const labels = ['--label', `com.docker.compose.project=${stack.project}`];
      const hardened = ['--read-only', '--tmpfs', '/tmp', '--cap-drop', 'ALL'];
      const id = await docker([
        'run',
        '-d',
        '--network',
        network,
        ...labels,
        ...hardened,
        ...environment,
        Image,
      ]);
      const inspect = async () => JSON.parse(await docker(['inspect', id]))[0];
      const healthy = await until(async () => (await inspect()).State.Health.Status === 'healthy', {
        timeoutMs: 60_000,
        everyMs: 300,
      });
      if (!healthy) throw new Problem(`Not healthy:\n${await docker(['logs', id])}`);
      await docker(['stop', '--time', '40', id]);
      assert.equal((await inspect()).State.ExitCode, 0);
      await docker(['rm', id]);
    });
  }
}
