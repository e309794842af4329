'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { SquareActivity } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { Button } from '@/components/ui/button';
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
import { runsQuery } from '@/lib/api/queries';
import { useWorkspace } from '@/lib/workspace-context';
import { isFinal } from '../live-run';
import { readFilters, toQuery, toSearch } from '../run-filters';
import type { RunRow } from '../types';
import { Cost } from './cost';
import { Elapsed } from './elapsed';
import { RunFilterBar } from './run-filter-bar';

const REFRESH_MS = 10_000;
/** While something runs, the list shows soon that it ended. */
const REFRESH_ACTIVE_MS = 2_000;

export function RunsList() {
  const t = useTranslations('runs');
  const common = useTranslations('common');
  const { workspace, base } = useWorkspace();
  const router = useRouter();
  const pathname = usePathname();
  const params = useSearchParams();
  const filters = readFilters((name) => params.get(name));
  const isFiltered = Object.keys(filters).length > 0;
  const runs = useInfiniteQuery({
    ...runsQuery(browserApi, workspace.slug, toQuery(filters)),
    refetchInterval: (query) =>
      query.state.data?.pages.some((page) => page.items.some((run) => !isFinal(run.status)))
        ? REFRESH_ACTIVE_MS
        : REFRESH_MS,
  });
  const items = runs.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <RunFilterBar
        filters={filters}
        onChange={(next) => router.replace(pathname + toSearch(next), { scroll: false })}
      />
      {runs.isPending ? (
        <LoadingRegion label={t('loading')}>
          <Skeleton className="h-96 rounded-xl" />
        </LoadingRegion>
      ) : runs.isError && items.length === 0 ? (
        <ErrorState
          error={runs.error}
          onRetry={() => void runs.refetch()}
          retrying={runs.isFetching}
        />
      ) : items.length === 0 ? (
        <EmptyState
          icon={SquareActivity}
          title={isFiltered ? t('emptyFiltered') : t('empty')}
          description={isFiltered ? t('emptyFilteredDescription') : t('emptyDescription')}
          action={
            <Button
              asChild={!isFiltered}
              onClick={isFiltered ? () => router.replace(pathname) : undefined}
            >
              {isFiltered ? t('filters.clear') : <Link href={`${base}/tools`}>{t('toTools')}</Link>}
            </Button>
          }
        />
      ) : (
        <>
          <RunsTable runs={items} />
          {runs.hasNextPage && (
            <div className="mt-4 flex justify-center">
              <Button pending={runs.isFetchingNextPage} onClick={() => void runs.fetchNextPage()}>
                {common('loadMore')}
              </Button>
            </div>
          )}
        </>
      )}
    </>
  );
}

function RunsTable({ runs }: { runs: readonly RunRow[] }) {
  const t = useTranslations('runs');
  const { base } = useWorkspace();
  return (
    <Table label={t('title')}>
      <TableHeader>
        <TableRow>
          <TableHead>{t('columns.tool')}</TableHead>
          <TableHead>{t('columns.status')}</TableHead>
          <TableHead className="max-md:hidden">{t('columns.trigger')}</TableHead>
          <TableHead className="max-md:hidden">{t('columns.version')}</TableHead>
          <TableHead className="text-right max-sm:hidden">{t('columns.took')}</TableHead>
          <TableHead className="text-right max-lg:hidden">{t('columns.cost')}</TableHead>
          <TableHead className="text-right max-sm:hidden">{t('columns.started')}</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {runs.map((run) => (
          <TableRow key={run.id} className="relative">
            <TableCell className="max-w-48 truncate font-medium sm:max-w-72">
              {/* The link covers the row, so that the whole of it can be clicked. */}
              <Link
                href={`${base}/runs/${run.id}`}
                prefetch={false}
                className="after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2"
              >
                {run.toolName}
              </Link>
              <RelativeTime
                value={run.createdAt}
                className="block text-xs font-normal text-muted-foreground sm:hidden"
              />
            </TableCell>
            <TableCell>
              <RunStatusBadge status={run.status} />
            </TableCell>
            <TableCell className="text-muted-foreground max-md:hidden">
              {t(`triggers.${run.trigger}`)}
            </TableCell>
            <TableCell className="text-muted-foreground max-md:hidden">
              {run.version === null ? t('draftVersion') : `v${run.version}`}
            </TableCell>
            <TableCell className="text-right text-muted-foreground max-sm:hidden">
              {run.startedAt && run.finishedAt ? (
                <Duration ms={Date.parse(run.finishedAt) - Date.parse(run.startedAt)} />
              ) : (
                run.status === 'running' && <Elapsed />
              )}
            </TableCell>
            <TableCell className="text-right text-muted-foreground max-lg:hidden">
              <Cost usage={run.usage} />
            </TableCell>
            <TableCell className="text-right text-muted-foreground max-sm:hidden">
              <RelativeTime value={run.createdAt} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
