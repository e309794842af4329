import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { executeRun } from './execute.js';
import { hostWith, httpBy, planOf, runOf, type RememberingHost } from '../../test/engine.js';
import type { HttpAnswer, JsonObject, RunOutcome } from './types.js';

const never = new AbortController().signal;

describe('attempts', () => {
  beforeEach(
    () => void jest.useFakeTimers({ doNotFake: ['performance', 'nextTick', 'setImmediate'] }),
  );
  afterEach(() => void jest.useRealTimers());

  async function runWith(
    answers: (Partial<HttpAnswer> | Error | 'hang')[],
    more: JsonObject,
    signal = never,
  ): Promise<{ outcome: RunOutcome; host: RememberingHost; keys: unknown[] }> {
    const keys: unknown[] = [];
    let at = 0;
    const host = hostWith(
      httpBy((request) => {
        keys.push(request.headers['idempotency-key']);
        const answer = answers[Math.min(at++, answers.length - 1)] as
          Partial<HttpAnswer> | Error | 'hang';
        if (answer === 'hang') return new Promise(() => undefined);
        return answer instanceof Error ? Promise.reject(answer) : answer;
      }),
    );
    const plan = planOf(
      [{ id: 'a', kind: 'http', with: { url: 'https://a.example', method: 'POST' }, ...more }],
      '{{ steps.a.status }}',
    );
    let isDone = false;
    const running = executeRun(plan, runOf(), [], host, signal).finally(() => (isDone = true));
    running.catch(() => undefined);
    while (!isDone) {
      await new Promise((resolve) => setImmediate(resolve));
      if (!isDone && jest.getTimerCount() > 0) await jest.advanceTimersToNextTimerAsync();
    }
    return { outcome: await running, host, keys };
  }
  const pauses = (host: RememberingHost) =>
    host.events.flatMap((event) => (event.type === 'step.retrying' ? [event.delayMs] : []));

  it('goes on until one succeeds, always under the same key', async () => {
    const { outcome, host, keys } = await runWith(
      [{ status: 503 }, { status: 500 }, { status: 200 }],
      { retry: { attempts: 5, backoffSeconds: 2 } },
    );
    expect(outcome).toEqual({ status: 'succeeded', output: 200 });
    expect(host.records).toMatchObject([{ status: 'succeeded', attempt: 3 }]);
    expect(keys).toEqual(['run:a', 'run:a', 'run:a']);
    const [first, second] = pauses(host) as [number, number];
    expect(first).toBeGreaterThanOrEqual(1_000);
    expect(first).toBeLessThanOrEqual(2_000);
    expect(second).toBeGreaterThanOrEqual(2_000);
    expect(second).toBeLessThanOrEqual(4_000);
  });

  it('ends with the last error', async () => {
    const { outcome, host } = await runWith([{ status: 503 }], { retry: { attempts: 3 } });
    expect(outcome).toMatchObject({
      status: 'failed',
      error: { code: 'http-status', path: 'a', details: { status: 503 } },
    });
    expect(host.records).toMatchObject([{ status: 'failed', attempt: 3 }]);
  });

  it('are not repeated when that cannot help', async () => {
    expect(
      (await runWith([{ status: 404 }], { retry: { attempts: 5 } })).host.records,
    ).toMatchObject([{ attempt: 1, status: 'failed' }]);
    expect(
      (await runWith([new TypeError('bug')], { retry: { attempts: 5 } })).host.records,
    ).toMatchObject([{ attempt: 1, status: 'failed' }]);
  });

  it('wait as long as the other side asks, within reason', async () => {
    const asking = (seconds: string) => [
      { status: 429, headers: { 'retry-after': seconds } },
      { status: 200 },
    ];
    expect(pauses((await runWith(asking('17'), { retry: { attempts: 2 } })).host)).toEqual([
      17_000,
    ]);
    const { outcome, host } = await runWith(asking('3600'), { retry: { attempts: 2 } });
    expect(outcome).toMatchObject({ status: 'failed', error: { details: { status: 429 } } });
    expect(pauses(host)).toEqual([]);
  });

  it('end in time, and a timeout may be tried again', async () => {
    const once = await runWith(['hang'], { timeoutSeconds: 3 });
    expect(once.outcome).toMatchObject({
      status: 'failed',
      error: { code: 'step-timeout', message: 'The step took longer than 3 seconds.' },
    });
    const twice = await runWith(['hang', { status: 200 }], {
      timeoutSeconds: 3,
      retry: { attempts: 2 },
    });
    expect(twice.outcome).toEqual({ status: 'succeeded', output: 200 });
  });

  it('stop during a pause when the run is cancelled', async () => {
    const cancelling = new AbortController();
    const host = hostWith(httpBy(() => ({ status: 503 })));
    const plan = planOf([
      { id: 'a', kind: 'http', with: { url: 'https://a.example' }, retry: { attempts: 9 } },
    ]);
    const running = executeRun(plan, runOf(), [], host, cancelling.signal);
    while (pauses(host).length === 0) await new Promise((resolve) => setImmediate(resolve));
    cancelling.abort();
    expect(await running).toEqual({ status: 'cancelled' });
    expect(jest.getTimerCount()).toBe(0);
  });
});
