'use client';

import { Check, ChevronRight, Circle, CircleSlash2, RotateCw, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Duration } from '@/components/ui/duration';
import { Spinner } from '@/components/ui/spinner';
import { cn } from '@/lib/cn';
import type { JsonValue } from '@/features/tools/definition';
import type { LiveStep } from '../live-run';
import { Elapsed } from './elapsed';
import { ValueView } from './value-view';

export interface LiveStepsProps {
  steps: readonly LiveStep[];
  /** Title of a kind for the people who read. */
  kindTitle: (kind: string) => string;
  /** False once the run has ended: what is pending then was never reached. */
  isActive: boolean;
}

/** The steps of a run as they happen; those that are done open to show what they gave. */
export function LiveSteps({ steps, kindTitle, isActive }: LiveStepsProps) {
  const t = useTranslations('runs.steps');
  const done = steps.filter((step) => step.record).length;
  return (
    <div>
      <p role="status" className="sr-only">
        {t('progress', { done, total: steps.length })}
      </p>
      <ol aria-label={t('title')} className="overflow-hidden rounded-lg border">
        {steps.map((step) => (
          <li key={step.path} className="border-b last:border-0">
            <StepRow step={step} kindTitle={kindTitle(step.kind)} isActive={isActive} />
          </li>
        ))}
      </ol>
    </div>
  );
}

function StepRow({
  step,
  kindTitle,
  isActive,
}: {
  step: LiveStep;
  kindTitle: string;
  isActive: boolean;
}) {
  const t = useTranslations('runs.steps');
  const row = (
    <>
      <StepIcon step={step} isActive={isActive} />
      <span className="min-w-0 flex-1 truncate">
        <span className={cn('font-medium', step.status === 'pending' && 'text-muted-foreground')}>
          {step.path}
        </span>
        <span className="ml-2 text-muted-foreground">{kindTitle}</span>
      </span>
      <span className="text-xs text-muted-foreground tabular-nums">
        <StepTime step={step} isActive={isActive} />
      </span>
    </>
  );
  const hasOutput = step.record?.status === 'succeeded';
  return (
    <>
      {hasOutput ? (
        <details className="group">
          <summary className="flex list-none items-center gap-2.5 px-3 py-2 text-[0.8125rem] hover:bg-muted focus-visible:-outline-offset-2 [&::-webkit-details-marker]:hidden">
            {row}
            <ChevronRight
              aria-hidden
              className="size-3.5 text-muted-foreground transition-transform group-open:rotate-90"
            />
          </summary>
          <div className="border-t bg-sunken px-3 py-2.5 text-[0.8125rem]">
            <ValueView
              value={(step.record?.output ?? null) as JsonValue}
              steps={step.record ? [step.record] : []}
            />
          </div>
        </details>
      ) : (
        <div className="flex items-center gap-2.5 px-3 py-2 text-[0.8125rem]">{row}</div>
      )}
      {step.text !== '' && !step.record && (
        <p className="max-h-40 overflow-y-auto border-t bg-sunken px-3 py-2 text-[0.8125rem] break-words whitespace-pre-wrap">
          {step.text}
        </p>
      )}
      {step.status === 'retrying' && step.retry && (
        <p className="px-3 pb-2 pl-9 text-xs text-warning">
          {t('retrying', { reason: step.retry.message })}
        </p>
      )}
      {step.record?.error && (
        <p className="px-3 pb-2 pl-9 text-xs break-words text-danger">
          {step.record.error.message}
        </p>
      )}
    </>
  );
}

function StepTime({ step, isActive }: { step: LiveStep; isActive: boolean }) {
  const t = useTranslations('runs.steps');
  if (step.status === 'skipped') return <>{t('skipped')}</>;
  if (step.record)
    return <Duration ms={Date.parse(step.record.finishedAt) - Date.parse(step.record.startedAt)} />;
  if (step.status === 'running') return <Elapsed />;
  if (step.status === 'retrying') return <>{t('attempt', { number: step.attempt })}</>;
  return <>{isActive ? t('pending') : t('notReached')}</>;
}

function StepIcon({ step, isActive }: { step: LiveStep; isActive: boolean }) {
  const t = useTranslations('runs.steps.status');
  const look = {
    pending: { icon: Circle, color: 'text-border-strong' },
    running: { icon: Circle, color: 'text-info' },
    retrying: { icon: RotateCw, color: 'text-warning' },
    succeeded: { icon: Check, color: 'text-success' },
    failed: { icon: X, color: 'text-danger' },
    skipped: { icon: CircleSlash2, color: 'text-muted-foreground' },
  }[step.status];
  const Icon = look.icon;
  return (
    <span className={cn('shrink-0', look.color)}>
      {step.status === 'running' && isActive ? (
        <Spinner />
      ) : (
        <Icon aria-hidden className="size-4" strokeWidth={2.25} />
      )}
      <span className="sr-only">{t(step.status)}</span>
    </span>
  );
}
