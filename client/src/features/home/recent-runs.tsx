'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { SquareActivity } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { Duration } from '@/components/ui/duration';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState } from '@/components/ui/error-state';
import { RelativeTime } from '@/components/ui/relative-time';
import { RunStatusBadge } from '@/components/ui/run-status';
import { LoadingRegion, Skeleton } from '@/components/ui/skeleton';
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from '@/components/ui/table';
import { browserApi } from '@/lib/api/client';
import type { RunSummary } from '@/lib/api/types';
import { useWorkspace } from '@/lib/workspace-context';
import { recentRunsQuery } from './queries';

export function RecentRuns() {
  const t = useTranslations('home.runs');
  const { workspace, base } = useWorkspace();
  const runs = useInfiniteQuery(recentRunsQuery(browserApi, workspace.slug));

  if (runs.isPending) {
    return (
      <LoadingRegion label={t('loading')}>
        <Skeleton className="h-70 rounded-xl" />
      </LoadingRegion>
    );
  }
  if (runs.isError)
    return (
      <ErrorState
        error={runs.error}
        onRetry={() => void runs.refetch()}
        retrying={runs.isFetching}
      />
    );
  const items = runs.data.pages.flatMap((page) => page.items);
  if (items.length === 0)
    return (
      <EmptyState icon={SquareActivity} title={t('empty')} description={t('emptyDescription')} />
    );
  return (
    <Table label={t('title')}>
      <TableHeader>
        <TableRow>
          <TableHead>{t('tool')}</TableHead>
          <TableHead>{t('status')}</TableHead>
          <TableHead className="text-right max-sm:hidden">{t('took')}</TableHead>
          <TableHead className="text-right">{t('started')}</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {items.map((run) => (
          <TableRow key={run.id}>
            <TableCell className="max-w-64 truncate font-medium">
              <Link
                href={`${base}/runs/${run.id}`}
                className="hover:underline hover:underline-offset-4"
              >
                {run.toolName}
              </Link>
            </TableCell>
            <TableCell>
              <RunStatusBadge status={run.status} />
            </TableCell>
            <TableCell className="text-right text-muted-foreground max-sm:hidden">
              {tookMs(run) !== null && <Duration ms={tookMs(run) ?? 0} />}
            </TableCell>
            <TableCell className="text-right text-muted-foreground">
              <RelativeTime value={run.createdAt} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

const tookMs = (run: RunSummary): number | null =>
  run.startedAt && run.finishedAt ? Date.parse(run.finishedAt) - Date.parse(run.startedAt) : null;
