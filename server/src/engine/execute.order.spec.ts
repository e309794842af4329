import { describe, expect, it } from '@jest/globals';
import { call, hanging, hostWith, httpBy, planOf, runOf, set, until } from '../../test/engine.js';
import { executeRun } from './execute.js';
import type { StepRecord } from './types.js';

const never = new AbortController().signal;

describe('steps side by side', () => {
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
});
