import { describe, expect, it } from 'vitest';
import { run, step } from '@/test/run-fixtures';
import { liveRunOf } from './live-run';
import { toWaterfall } from './waterfall';

const at = (ms: number): string => new Date(Date.UTC(2026, 10, 21, 10) + ms).toISOString();

describe('toWaterfall', () => {
  const live = liveRunOf(
    run({
      steps: [
        step({ path: 'second', startedAt: at(500), finishedAt: at(1000) }),
        step({ path: 'first', startedAt: at(0), finishedAt: at(500) }),
        step({ path: 'instant', startedAt: at(1000), finishedAt: at(1000) }),
        step({ path: 'left out', status: 'skipped', startedAt: at(1000), finishedAt: at(1000) }),
      ],
    }),
  );

  it('puts each step where and as long as it ran, in the order of starting', () => {
    const { bars, totalMs } = toWaterfall(live, at(0), at(1000), 0);
    expect(totalMs).toBe(1000);
    expect(
      bars.map(({ step: { path }, left, width, durationMs }) => [path, left, width, durationMs]),
    ).toEqual([
      ['first', 0, 0.5, 500],
      ['second', 0.5, 0.5, 500],
      ['instant', expect.closeTo(0.996), expect.closeTo(0.004), 0],
      ['left out', 0, 0, null],
    ]);
  });

  it('draws round lines that stay inside', () => {
    const { ticks } = toWaterfall(live, at(0), at(1000), 0);
    expect(ticks.map(({ ms }) => ms)).toEqual([0, 200, 400, 600, 800]);
  });

  it('grows with the time while a step runs', () => {
    const running = {
      steps: live.steps.map((one) => ({ ...one, finishedAt: null, status: 'running' as const })),
    };
    expect(toWaterfall(running, at(0), null, Date.parse(at(2000))).totalMs).toBe(2000);
  });

  it('has nothing to draw before the run starts', () => {
    const waiting = {
      steps: live.steps.map((one) => ({ ...one, startedAt: null, finishedAt: null })),
    };
    expect(toWaterfall(waiting, null, null, Date.now()).ticks).toEqual([]);
  });
});
