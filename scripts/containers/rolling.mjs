import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { docker } from './engine.mjs';

const CALLERS = 8;

/** Callers that call without a break until they are stopped; every answer but a success counts. */
function callSteadily({ api, runs, inputs, runId }) {
  /** @type {{ calls: number, failed: number, faults: string[] }} */
  const counts = { calls: 0, failed: 0, faults: [] };
  let stopped = false;
  const one = async (number) => {
    while (!stopped) {
      counts.calls += 1;
      try {
        const reading = number % 2 === 0;
        if (reading) await api.call('GET', `/runs/${runId}`);
        else await api.call('POST', runs, { inputs }, { prefer: 'wait=60' });
      } catch (error) {
        counts.failed += 1;
        counts.faults.push(error.message);
      }
      await sleep(20);
    }
  };
  const callers = Array.from({ length: CALLERS }, (_, number) => one(number));
  return async () => {
    stopped = true;
    await Promise.all(callers);
    return counts;
  };
}

/** New containers beside the old ones, then the old ones go, while callers keep calling. */
export async function rollingUpdate({ check }, stack, story) {
  const scale = (count) =>
    stack.compose([
      'up',
      '-d',
      '--no-deps',
      '--no-recreate',
      '--scale',
      `server=${count}`,
      'server',
    ]);
  const replace = async () => {
    const old = (await stack.containers('server')).map(({ Id }) => Id);
    await scale(4);
    await stack.well(['server']);
    for (const id of old) {
      await docker(['stop', id], { limitMs: 120_000 });
      const [{ State }] = JSON.parse(await docker(['inspect', id]));
      assert.equal(State.ExitCode, 0);
      await docker(['rm', id]);
    }
    await sleep(1_000);
  };

  await check('a rolling update of the API under load fails no request', async () => {
    await scale(2);
    await stack.well(['server']);
    const end = callSteadily(story);
    await sleep(2_000);
    // The callers end whatever happens; what is told is why the update failed, and else what they saw.
    const [replaced] = await Promise.allSettled([replace()]);
    const { calls, failed, faults } = await end();
    if (replaced.status === 'rejected') throw replaced.reason;
    const examples = faults.slice(0, 3).join(' | ');
    assert.equal(failed, 0, `${failed} of ${calls} calls failed, such as: ${examples}`);
    assert.ok(calls > 3 * CALLERS, `only ${calls} calls were made`);
  });
}
