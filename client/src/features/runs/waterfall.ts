import type { LiveRun, LiveStep } from './live-run';

/** One step on the time axis, in parts of the whole (0 to 1). */
export interface Bar {
  step: LiveStep;
  left: number;
  width: number;
  durationMs: number | null;
}

export interface Waterfall {
  bars: Bar[];
  totalMs: number;
  /** Where the lines of the axis stand. */
  ticks: { at: number; ms: number }[];
}

/** A bar that lasted no time must still be seen. */
const MIN_WIDTH = 0.004;

/** Puts the steps of a run on one time axis, from the first start to the last end or `now`. */
export function toWaterfall(
  live: Pick<LiveRun, 'steps'>,
  startedAt: string | null,
  finishedAt: string | null,
  now: number,
): Waterfall {
  const starts = live.steps.flatMap((step) => (step.startedAt ? [Date.parse(step.startedAt)] : []));
  const begin = Math.min(startedAt ? Date.parse(startedAt) : Infinity, ...starts);
  if (!Number.isFinite(begin))
    return {
      bars: live.steps.map((step) => ({ step, left: 0, width: 0, durationMs: null })),
      totalMs: 0,
      ticks: [],
    };
  const ends = live.steps.flatMap((step) => (step.finishedAt ? [Date.parse(step.finishedAt)] : []));
  const end = Math.max(begin + 1, finishedAt ? Date.parse(finishedAt) : now, ...ends);
  const total = end - begin;
  const order = (step: LiveStep) => (step.startedAt ? Date.parse(step.startedAt) : Infinity);
  const bars = [...live.steps]
    .sort((a, b) => order(a) - order(b) || 0)
    .map((step): Bar => {
      if (!step.startedAt || step.status === 'skipped')
        return { step, left: 0, width: 0, durationMs: null };
      const from = Date.parse(step.startedAt);
      const to = step.finishedAt ? Date.parse(step.finishedAt) : end;
      const left = Math.min((from - begin) / total, 1 - MIN_WIDTH);
      return {
        step,
        left,
        width: Math.min(Math.max((to - from) / total, MIN_WIDTH), 1 - left),
        durationMs: step.finishedAt ? to - from : null,
      };
    });
  return { bars, totalMs: total, ticks: ticksOf(total) };
}

/** Three to six round steps: 1, 2 or 5 times a power of ten. */
function ticksOf(total: number): Waterfall['ticks'] {
  const rough = total / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough) ?? rough;
  const ticks: Waterfall['ticks'] = [];
  for (let ms = 0; ms <= total * 0.96; ms += step) ticks.push({ at: ms / total, ms });
  return ticks;
}
