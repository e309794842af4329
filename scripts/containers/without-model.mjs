import assert from 'node:assert/strict';
import { until } from '../lib/wait.mjs';
import { apiAt } from '../lib/api.mjs';
import { docker } from './engine.mjs';
import { healthOf } from './upgrade.mjs';

/** The server image that leaves the model of the built-in AI out, on the same database. */
export async function withoutModel({ check }, stack, story, { image, port }) {
  await check(
    'a server without the model starts, says so, and its steps say what to do',
    async () => {
      const { Config } = await stack.container('server');
      const own = await docker([
        'run',
        '-d',
        '--init',
        '--read-only',
        '--tmpfs',
        '/tmp',
        '--cap-drop',
        'ALL',
        '--network',
        `${stack.project}_front`,
        '--publish',
        `127.0.0.1:${port}:8000`,
        '--label',
        `com.docker.compose.project=${stack.project}`,
        ...Config.Env.flatMap((line) => ['--env', line]),
        '--env',
        'ROLE=all',
        image,
      ]);
      await docker(['network', 'connect', `${stack.project}_back`, own]);
      const url = `http://127.0.0.1:${port}`;
      const health = await until(() => healthOf(url).catch(() => undefined), {
        timeoutMs: 180_000,
        everyMs: 300,
      });
      assert.equal(health?.status, 'ok', JSON.stringify(health));
      assert.equal(health.parts.builtInAi.kind, 'without-model');
      const api = apiAt(url, story.secret);
      const run = await api.call(
        'POST',
        story.runs,
        { inputs: story.inputs },
        { prefer: 'wait=60' },
      );
      assert.equal(run.status, 'failed');
      assert.equal(run.error.code, 'builtin-without-model');
      assert.match(run.error.message, /image/);
      await docker(['rm', '-f', own]);
    },
  );
}
