import { describe, expect, it } from '@jest/globals';
import { executeRun } from './execute.js';
import {
  hostWith,
  httpBy,
  planOf,
  runOf,
  servicesWith,
  textBody,
  until,
} from '../../test/engine.js';
import type { JsonObject, JsonValue, StepRecord } from './types.js';

const never = new AbortController().signal;
const set = (id: string, value: JsonValue, more: JsonObject = {}): JsonObject => ({
  id,
  kind: 'transform',
  with: { value },
  ...more,
});
const call = (id: string, url: string, more: JsonObject = {}): JsonObject => ({
  id,
  kind: 'http',
  with: { url },
  ...more,
});
const idle = () => hostWith(servicesWith({}));
/** Answers nothing until the request is aborted, and says so. */
const hanging = (aborted: string[]) =>
  httpBy(
    (request) =>
      new Promise((_, reject) => {
        request.signal.addEventListener('abort', () => {
          aborted.push(request.url);
          reject(request.signal.reason as Error);
        });
      }),
  );

describe('a run', () => {
  it('carries its steps out and fills in the output', async () => {
    const plan = planOf(
      [
        set('twice', '{{ inputs.n * 2 }}'),
        set('text', 'It is {{ steps.twice }}.'),
        set('list', ['{{ steps.twice }}', '{{ steps.text }}']),
      ],
      { list: '{{ steps.list }}', n: '{{ inputs.n }}', none: '{{ steps.list[5] }}' },
    );
    const host = idle();
    expect(await executeRun(plan, runOf({ n: 2 }), [], host, never)).toEqual({
      status: 'succeeded',
      output: { list: [4, 'It is 4.'], n: 2, none: null },
    });
    expect(
      host.records.map(({ path, status, attempt, input, output }) => ({
        path,
        status,
        attempt,
        input,
        output,
      })),
    ).toEqual([
      { path: 'twice', status: 'succeeded', attempt: 1, input: { value: 4 }, output: 4 },
      {
        path: 'text',
        status: 'succeeded',
        attempt: 1,
        input: { value: 'It is 4.' },
        output: 'It is 4.',
      },
      {
        path: 'list',
        status: 'succeeded',
        attempt: 1,
        input: { value: [4, 'It is 4.'] },
        output: [4, 'It is 4.'],
      },
    ]);
    expect(host.events.map((event) => event.type)).toEqual(
      Array(3).fill(['step.started', 'step.finished']).flat(),
    );
  });

  it('may read all steps in its output', async () => {
    const plan = planOf([set('a', 1), set('b', 2)], '{{ steps }}');
    expect(await executeRun(plan, runOf(), [], idle(), never)).toEqual({
      status: 'succeeded',
      output: { a: 1, b: 2 },
    });
  });

  it('skips a step whose condition is false, and those after it go on', async () => {
    const plan = planOf(
      [
        set('a', 1, { when: 'inputs.on' }),
        set('b', '{{ $exists(steps.a) }}'),
        set('c', '{{ steps.a ?? "none" }}'),
      ],
      { a: '{{ steps.a }}', b: '{{ steps.b }}', c: '{{ steps.c }}' },
    );
    const host = idle();
    expect(await executeRun(plan, runOf({ on: [] }), [], host, never)).toMatchObject({
      output: { a: null, b: false, c: 'none' },
    });
    expect(host.records[0]).toMatchObject({
      path: 'a',
      status: 'skipped',
      attempt: 0,
      output: null,
    });
  });

  it('fails with the step and the reason', async () => {
    const plan = planOf([set('a', '{{ inputs.n + 1 }}'), set('b', '{{ steps.a }}')]);
    const host = idle();
    const outcome = await executeRun(plan, runOf({ n: 'x' }), [], host, never);
    expect(outcome).toMatchObject({
      status: 'failed',
      error: { code: 'expression-failed', path: 'a' },
    });
    expect(host.records.map(({ path, status }) => [path, status])).toEqual([['a', 'failed']]);
  });

  it('goes on after an error that is allowed', async () => {
    const plan = planOf(
      [
        set('a', '{{ inputs.n + 1 }}', { onError: 'continue' }),
        set('b', '{{ steps.a.error.code }}'),
      ],
      { b: '{{ steps.b }}', all: '{{ steps.a }}' },
    );
    expect(await executeRun(plan, runOf({ n: 'x' }), [], idle(), never)).toEqual({
      status: 'succeeded',
      output: {
        b: 'expression-failed',
        all: { error: { code: 'expression-failed', message: expect.any(String) } },
      },
    });
  });

  it('fails when its output cannot be made', async () => {
    const plan = planOf([], { a: '{{ inputs.n + 1 }}' });
    expect(await executeRun(plan, runOf({ n: 'x' }), [], idle(), never)).toMatchObject({
      status: 'failed',
      error: { code: 'expression-failed' },
    });
  });

  it('ends early with a stop', async () => {
    const plan = planOf(
      [
        {
          id: 'enough',
          kind: 'stop',
          when: 'inputs.n > 1',
          with: { output: { why: 'n is {{ inputs.n }}' } },
        },
        set('later', 1, { after: ['enough'] }),
      ],
      'the end',
    );
    const host = idle();
    expect(await executeRun(plan, runOf({ n: 2 }), [], host, never)).toEqual({
      status: 'succeeded',
      output: { why: 'n is 2' },
    });
    expect(host.records.map(({ path }) => path)).toEqual(['enough']);
    expect(await executeRun(plan, runOf({ n: 1 }), [], idle(), never)).toEqual({
      status: 'succeeded',
      output: 'the end',
    });
    expect(await executeRun(plan, runOf({ n: 2 }), host.records, idle(), never)).toEqual({
      status: 'succeeded',
      output: { why: 'n is 2' },
    });
  });

  it('may stop as failed', async () => {
    const plan = planOf([
      { id: 'no', kind: 'stop', with: { as: 'failed', message: 'No {{ inputs.what }}.' } },
    ]);
    expect(await executeRun(plan, runOf({ what: 'order' }), [], idle(), never)).toMatchObject({
      status: 'failed',
      error: { code: 'stopped', message: 'No order.', path: 'no' },
    });
  });

  it('aborts what runs beside a step that fails, and leaves no record of it', async () => {
    const aborted: string[] = [];
    const plan = planOf([call('slow', 'https://slow.example'), set('bad', '{{ $error("no") }}')]);
    const host = hostWith(hanging(aborted));
    expect(await executeRun(plan, runOf(), [], host, never)).toMatchObject({
      status: 'failed',
      error: { path: 'bad' },
    });
    expect(aborted).toEqual(['https://slow.example/']);
    expect(host.records.map(({ path }) => path)).toEqual(['bad']);
  });

  it('carries at most 20 steps out side by side', async () => {
    let open = 0;
    let most = 0;
    const services = httpBy(async () => {
      most = Math.max(most, ++open);
      await new Promise((resolve) => setImmediate(resolve));
      open--;
      return {};
    });
    const warnings: Error[] = [];
    const remember = (warning: Error) => void warnings.push(warning);
    process.on('warning', remember);
    const steps = Array.from({ length: 50 }, (_, index) => call(`s${index}`, 'https://a.example'));
    const host = hostWith(services);
    expect(await executeRun(planOf(steps), runOf(), [], host, never)).toMatchObject({
      status: 'succeeded',
    });
    await new Promise((resolve) => setImmediate(resolve));
    process.off('warning', remember);
    expect([most, host.records.length, warnings]).toEqual([20, 50, []]);
  });

  it('lets all expressions of a step draw on one account', async () => {
    const busy = '{{ $sum($map([1..5000], function($n) { $n * 2 })) }}';
    const plan = planOf([
      set(
        'a',
        Array.from({ length: 100 }, () => busy),
      ),
    ]);
    expect(await executeRun(plan, runOf(), [], idle(), never)).toMatchObject({
      status: 'failed',
      error: { code: expect.stringMatching(/^expression-(timeout|size)$/) },
    });
  });

  it('is cancelled inside a step', async () => {
    const aborted: string[] = [];
    const cancelling = new AbortController();
    const host = hostWith(hanging(aborted));
    const running = executeRun(
      planOf([call('slow', 'https://slow.example')]),
      runOf(),
      [],
      host,
      cancelling.signal,
    );
    await until(() => host.events.length > 0);
    cancelling.abort(new Error('cancel'));
    expect(await running).toEqual({ status: 'cancelled' });
    expect(aborted).toEqual(['https://slow.example/']);
    expect(host.records).toEqual([]);
    expect(await executeRun(planOf([]), runOf(), [], host, cancelling.signal)).toEqual({
      status: 'cancelled',
    });
  });

  it('stops at once when its journal belongs to somebody else', async () => {
    const aborted: string[] = [];
    const plan = planOf([
      call('slow', 'https://slow.example'),
      set('a', 1),
      set('b', '{{ steps.a }}'),
    ]);
    const lost = new Error('fence');
    const host = hostWith(hanging(aborted), () => Promise.reject(lost));
    await expect(executeRun(plan, runOf(), [], host, never)).rejects.toBe(lost);
    expect(aborted).toEqual(['https://slow.example/']);
  });

  it('starts nothing after a step with an effect before its record is committed', async () => {
    let commit: (() => void) | undefined;
    const committed = new Promise<void>((resolve) => (commit = resolve));
    const plan = planOf(
      [
        call('effect', 'https://a.example'),
        set('after', '{{ steps.effect.status }}'),
        set('beside', 1),
      ],
      '{{ steps.after }}',
    );
    const host = hostWith(
      httpBy(() => ({})),
      (record: StepRecord) => (record.path === 'effect' ? committed : Promise.resolve()),
    );
    const running = executeRun(plan, runOf(), [], host, never);
    await until(() => host.records.some(({ path }) => path === 'beside'));
    for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(
      host.events.filter((event) => event.type === 'step.started').map((event) => event.path),
    ).toEqual(['effect', 'beside']);
    commit?.();
    expect(await running).toEqual({ status: 'succeeded', output: 200 });
    expect(Object.fromEntries(host.durable)).toEqual({ beside: false, effect: true, after: false });
  });

  it('has what was paid for in its journal before it fails', async () => {
    let commit: (() => void) | undefined;
    const committed = new Promise<void>((resolve) => (commit = resolve));
    const plan = planOf([call('paid', 'https://a.example'), call('bad', 'https://bad.example')]);
    let answerBad: (() => void) | undefined;
    const services = httpBy((request) =>
      request.url.includes('bad')
        ? new Promise((resolve) => (answerBad = () => resolve({ status: 404 })))
        : {},
    );
    let isWriting = false;
    const host = hostWith(services, (record) => {
      if (record.path !== 'paid') return Promise.resolve();
      isWriting = true;
      return committed;
    });
    const running = executeRun(plan, runOf(), [], host, never);
    await until(() => isWriting && answerBad !== undefined);
    answerBad?.();
    await until(() => host.records.some(({ path }) => path === 'bad'));
    commit?.();
    expect(await running).toMatchObject({
      status: 'failed',
      error: { code: 'http-status', path: 'bad' },
    });
    expect(host.records.map(({ path }) => path).sort()).toEqual(['bad', 'paid']);
  });

  it('refuses an output that is too large', async () => {
    const plan = planOf([call('a', 'https://a.example')]);
    const services = httpBy(() => ({ body: textBody('x'.repeat(1_000_001)) }));
    expect(await executeRun(plan, runOf(), [], hostWith(services), never)).toMatchObject({
      status: 'failed',
      error: { code: 'output-refused', message: expect.stringContaining('larger than') },
    });
  });

  it('refuses settings that do not fit once the values are there', async () => {
    const plan = planOf([call('a', '{{ inputs.url }}')]);
    expect(await executeRun(plan, runOf({ url: 7 }), [], idle(), never)).toMatchObject({
      status: 'failed',
      error: {
        code: 'settings-invalid',
        message: 'The settings do not fit: url must be a text.',
        path: 'a',
      },
    });
  });

  it('tells people nothing of a fault of ours, and the operator everything', async () => {
    const host = hostWith(
      httpBy(() => Promise.reject(new TypeError('secret: undefined is not a function'))),
    );
    const outcome = await executeRun(
      planOf([call('a', 'https://a.example')]),
      runOf(),
      [],
      host,
      never,
    );
    expect(outcome).toMatchObject({ status: 'failed', error: { code: 'internal-error' } });
    expect(JSON.stringify(outcome)).not.toContain('secret');
    expect(host.bugs).toHaveLength(1);
  });
});
