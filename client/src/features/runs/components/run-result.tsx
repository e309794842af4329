'use client';

import { ArrowUpRight, Square } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { Button } from '@/components/ui/button';
import { Duration } from '@/components/ui/duration';
import { ErrorState } from '@/components/ui/error-state';
import { RunStatusBadge } from '@/components/ui/run-status';
import type { JsonValue } from '@/features/tools/definition';
import { useWorkspace } from '@/lib/workspace-context';
import type { LiveRunControl } from '../use-live-run';
import { Cost } from './cost';
import { Elapsed } from './elapsed';
import { LiveSteps } from './live-steps';
import { RunErrorBox } from './run-error-box';
import { RunOutput } from './run-output';

export interface RunResultProps {
  control: LiveRunControl;
  kindTitle: (kind: string) => string;
}

/** What a run does and gives, from the first moment to the output. */
export function RunResult({ control, kindTitle }: RunResultProps) {
  const t = useTranslations('runs');
  const { base } = useWorkspace();
  const { live, problem, isActive } = control;
  if (!live) return problem ? <ErrorState error={problem} /> : null;
  const { run } = live;
  return (
    <div className="grid grid-cols-1 gap-4">
      <div className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-1.5 text-[0.8125rem] text-muted-foreground">
        <RunStatusBadge status={live.status === 'starting' ? 'queued' : live.status} />
        {run?.startedAt && run.finishedAt ? (
          <Duration ms={Date.parse(run.finishedAt) - Date.parse(run.startedAt)} />
        ) : (
          isActive && <Elapsed />
        )}
        {run && <Cost usage={run.usage} />}
        <span className="ml-auto flex items-center gap-1">
          {isActive && (
            <Button
              size="sm"
              onClick={() => void control.cancel()}
              pending={control.isCancelling}
              disabled={live.id === null}
            >
              {!control.isCancelling && <Square aria-hidden className="size-3 fill-current" />}
              {t('cancel')}
            </Button>
          )}
          {live.id && (
            <Button asChild variant="ghost" size="sm">
              <Link href={`${base}/runs/${live.id}`} prefetch={false}>
                {t('open')}
                <ArrowUpRight aria-hidden />
              </Link>
            </Button>
          )}
        </span>
      </div>
      {problem !== null && <ErrorState error={problem} className="py-6" />}
      {run?.error && <RunErrorBox error={run.error} />}
      {run?.status === 'cancelled' && (
        <p className="text-[0.8125rem] text-muted-foreground">{t('cancelledText')}</p>
      )}
      {run?.status === 'succeeded' && (
        <RunOutput
          title={t('output')}
          value={(run.output ?? null) as JsonValue}
          steps={run.steps}
        />
      )}
      {live.steps.length > 0 && (
        <div role="group" aria-label={t('steps.title')}>
          <h2 className="mb-2 text-[0.8125rem] font-semibold">{t('steps.title')}</h2>
          <LiveSteps steps={live.steps} kindTitle={kindTitle} isActive={isActive} />
        </div>
      )}
    </div>
  );
}
