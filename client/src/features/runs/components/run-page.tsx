'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { RotateCcw, Square } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import Link from 'next/link';
import { useState } from 'react';
import { toast } from 'sonner';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Duration } from '@/components/ui/duration';
import { ErrorState } from '@/components/ui/error-state';
import { PageHeader } from '@/components/ui/page-header';
import { RunStatusBadge } from '@/components/ui/run-status';
import { LoadingRegion, Skeleton } from '@/components/ui/skeleton';
import { stepKindsQuery } from '@/features/tools/api/queries';
import type { JsonObject, JsonValue } from '@/features/tools/definition';
import { browserApi } from '@/lib/api/client';
import { useProblemText } from '@/lib/api/problem-text';
import { useWorkspace } from '@/lib/workspace-context';
import { runKey } from '../api/queries';
import { keepInputs } from '../handed-inputs';
import type { LiveStep } from '../live-run';
import type { Run } from '../types';
import { useWatchedRun } from '../use-watched-run';
import { cancelRun } from '../watch-run';
import { Cost } from './cost';
import { Elapsed } from './elapsed';
import { RunErrorBox } from './run-error-box';
import { RunOutput } from './run-output';
import { StepDetails } from './step-details';
import { WaterfallChart } from './waterfall-chart';

/** One run: how it ended, what it gave, and every step on a time axis. */
export function RunPage({ id }: { id: string }) {
  const t = useTranslations('runs');
  const { base } = useWorkspace();
  const kinds = useQuery(stepKindsQuery(browserApi));
  const { query, watched } = useWatchedRun(id);
  const [chosen, setChosen] = useState<string | null>(null);
  if (query.isPending) return <RunPageSkeleton label={t('loadingOne')} />;
  if (!watched)
    return (
      <ErrorState
        error={query.error}
        onRetry={() => void query.refetch()}
        retrying={query.isFetching}
      />
    );

  const { run, live, isActive } = watched;
  const kindTitle = (kind: string) => kinds.data?.find((one) => one.kind === kind)?.title ?? kind;
  // The step that failed is what one came to see.
  const selected =
    live.steps.find((step) => step.path === (chosen ?? run.error?.path)) ??
    firstStarted(live.steps);
  return (
    <>
      <PageHeader
        back={{ href: `${base}/runs`, label: t('title') }}
        title={run.toolName}
        badge={<RunStatusBadge status={live.status === 'starting' ? 'queued' : live.status} />}
        description={<RunFacts run={run} isActive={isActive} />}
        actions={<RunActions run={run} isActive={isActive} />}
      />
      <div className="grid grid-cols-1 gap-5">
        {run.error && <RunErrorBox error={run.error} />}
        {live.status === 'cancelled' && (
          <p className="text-muted-foreground">{t('cancelledText')}</p>
        )}
        <div className="grid items-start gap-5 lg:grid-cols-2">
          {live.status === 'succeeded' && (
            <Card className="min-w-0 p-4">
              <RunOutput
                title={t('output')}
                value={(run.output ?? null) as JsonValue}
                steps={run.steps}
              />
            </Card>
          )}
          <Card className="min-w-0 p-4">
            <RunOutput title={t('input')} value={(run.inputs ?? null) as JsonValue} />
          </Card>
        </div>
        {live.steps.length > 0 && (
          <section aria-label={t('steps.title')} className="grid grid-cols-1 gap-3">
            <h2 className="text-[0.8125rem] font-semibold">{t('steps.title')}</h2>
            <WaterfallChart
              live={live}
              startedAt={run.startedAt}
              finishedAt={run.finishedAt}
              isActive={isActive}
              kindTitle={kindTitle}
              selected={selected?.path ?? null}
              onSelect={setChosen}
            />
            {selected && (
              <StepDetails
                key={selected.path}
                step={selected}
                kindTitle={kindTitle(selected.kind)}
              />
            )}
          </section>
        )}
        {live.steps.length === 0 && isActive && (
          <p className="text-muted-foreground">{t('noStepsYet')}</p>
        )}
      </div>
    </>
  );
}

const firstStarted = (steps: readonly LiveStep[]): LiveStep | undefined =>
  steps.toSorted((a, b) => (a.startedAt ?? '~').localeCompare(b.startedAt ?? '~'))[0];

function RunFacts({ run, isActive }: { run: Run; isActive: boolean }) {
  const t = useTranslations('runs');
  const format = useFormatter();
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-0.5">
      <span>
        {format.dateTime(new Date(run.createdAt), { dateStyle: 'medium', timeStyle: 'medium' })}
      </span>
      {run.startedAt && run.finishedAt ? (
        <Duration ms={Date.parse(run.finishedAt) - Date.parse(run.startedAt)} />
      ) : (
        isActive && <Elapsed />
      )}
      <span>
        {run.version === null ? t('draftVersion') : t('version', { number: run.version })}
      </span>
      <span>{t(`triggers.${run.trigger}`)}</span>
      <Cost usage={run.usage} />
      <span className="font-mono text-xs leading-5">{run.id}</span>
    </span>
  );
}

function RunActions({ run, isActive }: { run: Run; isActive: boolean }) {
  const t = useTranslations('runs');
  const { base, canEdit } = useWorkspace();
  const queries = useQueryClient();
  const problemText = useProblemText();
  const cancel = useMutation({
    mutationFn: () => cancelRun(run.id),
    onSettled: () => queries.invalidateQueries({ queryKey: runKey(run.id) }),
    onError: (error) =>
      toast.error(problemText(error).title, { description: problemText(error).detail }),
  });
  const page = `${base}/tools/${run.tool}`;
  return (
    <>
      {isActive && (
        <Button pending={cancel.isPending} onClick={() => cancel.mutate()}>
          {!cancel.isPending && <Square aria-hidden className="size-3 fill-current" />}
          {t('cancel')}
        </Button>
      )}
      <Button asChild variant="ghost">
        <Link href={page} prefetch={false}>
          {t('openTool')}
        </Link>
      </Button>
      <Button asChild>
        <Link
          // A draft is run where it is written, anything else where it is used.
          href={run.trigger === 'draft' && canEdit ? page : `${page}/run`}
          prefetch={false}
          onClick={() => keepInputs(run.tool, run.inputs as JsonObject)}
        >
          <RotateCcw aria-hidden />
          {t('again')}
        </Link>
      </Button>
    </>
  );
}

function RunPageSkeleton({ label }: { label: string }) {
  return (
    <LoadingRegion label={label} className="grid grid-cols-1 gap-5">
      <Skeleton className="h-16 w-80" />
      <Skeleton className="h-48 rounded-xl" />
      <Skeleton className="h-56 rounded-xl" />
    </LoadingRegion>
  );
}
