'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { Archive, Blocks, Search } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { useDeferredValue, useState } from 'react';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState } from '@/components/ui/error-state';
import { Input } from '@/components/ui/input';
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
import { runsQuery, toolsQuery } from '@/lib/api/queries';
import type { RunSummary, ToolSummary } from '@/lib/api/types';
import { useWorkspace } from '@/lib/workspace-context';
import { NewToolDialog } from './new-tool-dialog';
import { ToolStatus } from './tool-status';

/** The tools of a workspace. The words searched for and the archive are in the address. */
export function ToolsList() {
  const t = useTranslations('tools');
  const common = useTranslations('common');
  const { workspace, base, canEdit } = useWorkspace();
  const router = useRouter();
  const pathname = usePathname();
  const params = useSearchParams();
  const isArchive = params.get('archived') === 'true';
  const [text, setText] = useState(params.get('search') ?? '');
  const search = useDeferredValue(text.trim());
  const tools = useInfiniteQuery(
    toolsQuery(browserApi, workspace.slug, {
      ...(search ? { search } : {}),
      ...(isArchive ? { archived: 'true' } : {}),
    }),
  );
  const recent = useInfiniteQuery(runsQuery(browserApi, workspace.slug, { limit: 100 }));
  const runs = recent.data?.pages.flatMap((page) => page.items) ?? [];
  const items = tools.data?.pages.flatMap((page) => page.items) ?? [];

  const show = (next: { search: string; archived: boolean }) => {
    const query = new URLSearchParams({
      ...(next.search ? { search: next.search } : {}),
      ...(next.archived ? { archived: 'true' } : {}),
    }).toString();
    router.replace(pathname + (query && `?${query}`), { scroll: false });
  };
  return (
    <>
      <div className="mb-4 flex flex-wrap items-center gap-2">
        <div role="search" className="relative w-full max-w-72">
          <Search
            aria-hidden
            className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-muted-foreground"
          />
          <Input
            type="search"
            aria-label={t('searchLabel')}
            placeholder={t('searchPlaceholder')}
            className="pl-8"
            value={text}
            onChange={(event) => {
              setText(event.target.value);
              show({ search: event.target.value.trim(), archived: isArchive });
            }}
          />
        </div>
        <Button
          variant="ghost"
          aria-pressed={isArchive}
          className={isArchive ? 'bg-muted text-foreground' : undefined}
          onClick={() => show({ search, archived: !isArchive })}
        >
          <Archive aria-hidden />
          {t('archived')}
        </Button>
      </div>
      {tools.isPending ? (
        <LoadingRegion label={t('loading')}>
          <Skeleton className="h-80 rounded-xl" />
        </LoadingRegion>
      ) : tools.isError ? (
        <ErrorState
          error={tools.error}
          onRetry={() => void tools.refetch()}
          retrying={tools.isFetching}
        />
      ) : items.length === 0 ? (
        search || isArchive ? (
          <EmptyState
            icon={Search}
            title={search ? t('noMatch', { search }) : t('noArchived')}
            description={search ? t('noMatchDescription') : t('noArchivedDescription')}
            action={
              <Button
                onClick={() => {
                  setText('');
                  show({ search: '', archived: false });
                }}
              >
                {t('showAll')}
              </Button>
            }
          />
        ) : (
          <EmptyState
            icon={Blocks}
            title={t('empty')}
            description={canEdit ? t('emptyDescription') : t('emptyForRunner')}
            action={
              canEdit && (
                <>
                  <Button asChild variant="primary">
                    <Link href={`${base}/templates`}>{t('browseTemplates')}</Link>
                  </Button>
                  <NewToolDialog trigger={<Button>{t('blank')}</Button>} />
                </>
              )
            }
          />
        )
      ) : (
        <>
          <ToolsTable tools={items} runs={runs} />
          {tools.hasNextPage && (
            <div className="mt-4 flex justify-center">
              <Button pending={tools.isFetchingNextPage} onClick={() => void tools.fetchNextPage()}>
                {common('loadMore')}
              </Button>
            </div>
          )}
        </>
      )}
    </>
  );
}

interface ToolsTableProps {
  tools: readonly ToolSummary[];
  /** The newest runs of the workspace; a tool that was not run lately has none among them. */
  runs: readonly RunSummary[];
}

function ToolsTable({ tools, runs }: ToolsTableProps) {
  const t = useTranslations('tools');
  const { base, canEdit } = useWorkspace();
  return (
    <Table label={t('title')}>
      <TableHeader>
        <TableRow>
          <TableHead>{t('columns.name')}</TableHead>
          <TableHead>{t('columns.status')}</TableHead>
          <TableHead className="max-md:hidden">{t('columns.lastRun')}</TableHead>
          <TableHead className="text-right max-sm:hidden">{t('columns.changed')}</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {tools.map((tool) => {
          const last = runs.find((run) => run.tool === tool.slug);
          return (
            <TableRow key={tool.slug} className="relative">
              <TableCell className="max-w-52 py-2.5 sm:max-w-96">
                {/* The link covers the row, so that the whole of it can be clicked. */}
                <Link
                  href={`${base}/tools/${tool.slug}${canEdit ? '' : '/run'}`}
                  prefetch={false}
                  className="block truncate font-medium after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2"
                >
                  {tool.name}
                </Link>
                <span className="block truncate text-[0.8125rem] text-muted-foreground">
                  {tool.description || tool.slug}
                </span>
              </TableCell>
              <TableCell>
                <ToolStatus tool={tool} />
              </TableCell>
              <TableCell className="max-md:hidden">
                {last ? (
                  <span className="flex items-center gap-2 text-muted-foreground">
                    <RunStatusBadge status={last.status} />
                    <RelativeTime value={last.createdAt} />
                  </span>
                ) : (
                  <span className="text-muted-foreground">{t('noRun')}</span>
                )}
              </TableCell>
              <TableCell className="text-right text-muted-foreground max-sm:hidden">
                <RelativeTime value={tool.updatedAt} />
              </TableCell>
            </TableRow>
          );
        })}
      </TableBody>
    </Table>
  );
}
