'use client';

import { CircleAlert, RotateCw } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { isApiProblem } from '@/lib/api/problem';
import { useProblemText } from '@/lib/api/problem-text';
import { cn } from '@/lib/cn';
import { Button } from './button';

export interface ErrorStateProps {
  /** What was thrown; a problem of the API is shown in words, anything else in general terms. */
  error: unknown;
  onRetry?: () => void;
  /** True while the retry is under way. */
  retrying?: boolean;
  className?: string;
}

export function ErrorState({ error, onRetry, retrying, className }: ErrorStateProps) {
  const t = useTranslations('common');
  const { title, detail } = useProblemText()(error);
  const reference = isApiProblem(error) ? error.traceId : undefined;
  return (
    <div
      role="alert"
      className={cn(
        'flex flex-col items-center rounded-xl border bg-surface px-6 py-10 text-center',
        className,
      )}
    >
      <span className="mb-3 grid size-10 place-items-center rounded-lg bg-danger-soft text-danger">
        <CircleAlert aria-hidden className="size-5" strokeWidth={1.75} />
      </span>
      <h2 className="text-sm font-semibold">{title}</h2>
      {detail && (
        <p className="mt-1 max-w-md text-[0.8125rem] text-pretty break-words text-muted-foreground">
          {detail}
        </p>
      )}
      {onRetry && (
        <Button className="mt-4" onClick={onRetry} pending={retrying}>
          {!retrying && <RotateCw aria-hidden />}
          {t('tryAgain')}
        </Button>
      )}
      {reference && (
        <p className="mt-4 font-mono text-xs text-muted-foreground">
          {t('reference', { id: reference })}
        </p>
      )}
    </div>
  );
}
