'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { Duration } from '@/components/ui/duration';
import { cn } from '@/lib/cn';
import { formatDuration } from '@/lib/format-duration';
import type { LiveRun, LiveStep } from '../live-run';
import { type Bar, toWaterfall } from '../waterfall';

export interface WaterfallChartProps {
  live: LiveRun;
  startedAt: string | null;
  finishedAt: string | null;
  isActive: boolean;
  kindTitle: (kind: string) => string;
  selected: string | null;
  onSelect: (path: string) => void;
}

const BAR_COLORS: Record<LiveStep['status'], string> = {
  pending: 'bg-border-strong',
  running: 'bg-info animate-pulse',
  retrying: 'bg-warning animate-pulse',
  succeeded: 'bg-chart-1',
  failed: 'bg-danger',
  skipped: 'bg-border-strong',
};

/** The steps of a run on a time axis: what waited for what, and what took the time. */
export function WaterfallChart({
  live,
  startedAt,
  finishedAt,
  isActive,
  kindTitle,
  selected,
  onSelect,
}: WaterfallChartProps) {
  const t = useTranslations('runs.waterfall');
  const locale = useLocale();
  const now = useNowWhile(isActive);
  const { bars, ticks, totalMs } = toWaterfall(live, startedAt, finishedAt, now);
  return (
    <div className="overflow-hidden rounded-xl border bg-surface shadow-card">
      <div
        aria-hidden
        className="grid h-8 grid-cols-[minmax(6.5rem,14rem)_minmax(0,3fr)_4.5rem] sm:grid-cols-[minmax(7.5rem,14rem)_1fr_4.5rem] items-center border-b bg-sunken/60 text-xs text-muted-foreground"
      >
        <span className="px-4 font-medium">{t('step')}</span>
        <span className="relative h-full">
          {ticks.map(({ at, ms }) => (
            <span
              key={ms}
              className="absolute top-0 flex h-full items-center border-l pl-1.5 whitespace-nowrap tabular-nums not-first:max-sm:hidden"
              style={{ left: `${at * 100}%` }}
            >
              {formatDuration(ms, locale)}
            </span>
          ))}
        </span>
        <span className="pr-4 text-right tabular-nums">
          {totalMs > 0 && !isActive && <Duration ms={totalMs} />}
        </span>
      </div>
      <ol aria-label={t('title')}>
        {bars.map((bar) => (
          <li key={bar.step.path} className="border-b last:border-0">
            <WaterfallRow
              bar={bar}
              ticks={ticks}
              kindTitle={kindTitle(bar.step.kind)}
              isSelected={selected === bar.step.path}
              onSelect={() => onSelect(bar.step.path)}
            />
          </li>
        ))}
      </ol>
    </div>
  );
}

interface WaterfallRowProps {
  bar: Bar;
  ticks: { at: number; ms: number }[];
  kindTitle: string;
  isSelected: boolean;
  onSelect: () => void;
}

function WaterfallRow({ bar, ticks, kindTitle, isSelected, onSelect }: WaterfallRowProps) {
  const t = useTranslations('runs.steps');
  const { step, left, width, durationMs } = bar;
  return (
    <button
      type="button"
      aria-pressed={isSelected}
      onClick={onSelect}
      className={cn(
        'grid h-10 w-full grid-cols-[minmax(6.5rem,14rem)_minmax(0,3fr)_4.5rem] sm:grid-cols-[minmax(7.5rem,14rem)_1fr_4.5rem] items-center text-left text-[0.8125rem] hover:bg-muted focus-visible:-outline-offset-2',
        isSelected && 'bg-accent hover:bg-accent',
      )}
    >
      <span className="min-w-0 truncate px-4">
        <span className="font-medium">{step.path}</span>
        <span className="ml-2 text-muted-foreground max-md:hidden">{kindTitle}</span>
      </span>
      <span aria-hidden className="relative h-full">
        {ticks.map(({ at, ms }) => (
          <span
            key={ms}
            className="absolute inset-y-0 w-px bg-border"
            style={{ left: `${at * 100}%` }}
          />
        ))}
        {width > 0 && (
          <span
            className={cn(
              'absolute top-1/2 h-3 min-w-1 -translate-y-1/2 rounded-sm',
              BAR_COLORS[step.status],
            )}
            style={{ left: `${left * 100}%`, width: `${width * 100}%` }}
          />
        )}
      </span>
      <span className="pr-4 text-right text-xs text-muted-foreground tabular-nums">
        <span className="sr-only">{t(`status.${step.status}`)} </span>
        {step.status === 'skipped' ? (
          t('skipped')
        ) : durationMs !== null ? (
          <Duration ms={durationMs} />
        ) : (
          ''
        )}
      </span>
    </button>
  );
}

const TICK_MS = 200;

function useNowWhile(isActive: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!isActive) return;
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, [isActive]);
  return now;
}
