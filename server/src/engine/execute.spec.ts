import { describe, expect, it } from '@jest/globals';
import {
  call,
  hostWith,
  httpBy,
  planOf,
  runOf,
  servicesWith,
  set,
  textBody,
} from '../../test/engine.js';
import { executeRun } from './execute.js';

const never = new AbortController().signal;
const idle = () => hostWith(servicesWith({}));

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
