'use client';

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { History } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { toast } from 'sonner';
import { ConfirmDialog } from '@/components/ui/alert-dialog';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState } from '@/components/ui/error-state';
import { JsonView } from '@/components/ui/json-view';
import { Page } from '@/components/ui/page';
import { RelativeTime } from '@/components/ui/relative-time';
import { Sheet, SheetContent, SheetDescription, SheetTitle } from '@/components/ui/sheet';
import { LoadingRegion, Skeleton } from '@/components/ui/skeleton';
import { browserApi } from '@/lib/api/client';
import { useProblemText } from '@/lib/api/problem-text';
import type { Tool } from '@/lib/api/types';
import { useWorkspace } from '@/lib/workspace-context';
import { useMakeLive } from '../api/mutations';
import { versionQuery, versionsQuery } from '../api/queries';
import type { Version } from '../api/types';
import { toDefinition } from '../definition';
import { diffDefinitions } from '../definition-diff';
import { ChangesView } from './changes-view';
import { PublishDialog } from './publish-dialog';
import { ToolFrame, WithTool } from './tool-frame';

/** What was published: read it, compare it, and make an older version live again. */
export function VersionsPage({ slug }: { slug: string }) {
  return <WithTool slug={slug}>{(tool) => <Versions tool={tool} />}</WithTool>;
}

function Versions({ tool }: { tool: Tool }) {
  const t = useTranslations('publish');
  const common = useTranslations('common');
  const { workspace, canEdit } = useWorkspace();
  const versions = useInfiniteQuery(versionsQuery(browserApi, workspace.slug, tool.slug));
  const [viewed, setViewed] = useState<Version | null>(null);
  const items = versions.data?.pages.flatMap((page) => page.items) ?? [];
  const publish = canEdit && tool.hasUnpublishedChanges && <PublishDialog tool={tool} />;
  return (
    <ToolFrame tool={tool} current="versions" actions={items.length > 0 && publish}>
      <Page width="narrow">
        {versions.isPending ? (
          <LoadingRegion label={t('versions.loading')} className="grid grid-cols-1 gap-3">
            <Skeleton className="h-20 rounded-xl" />
            <Skeleton className="h-20 rounded-xl" />
          </LoadingRegion>
        ) : versions.isError ? (
          <ErrorState
            error={versions.error}
            onRetry={() => void versions.refetch()}
            retrying={versions.isFetching}
          />
        ) : items.length === 0 ? (
          <EmptyState
            icon={History}
            title={t('versions.empty')}
            description={t('versions.emptyDescription')}
            action={publish}
          />
        ) : (
          <>
            <ol
              aria-label={t('versions.title')}
              className="divide-y overflow-hidden rounded-xl border bg-surface shadow-card"
            >
              {items.map((version) => (
                <VersionRow
                  key={version.number}
                  tool={tool}
                  version={version}
                  onView={() => setViewed(version)}
                />
              ))}
            </ol>
            {versions.hasNextPage && (
              <Button
                className="mt-4"
                pending={versions.isFetchingNextPage}
                onClick={() => void versions.fetchNextPage()}
              >
                {common('loadMore')}
              </Button>
            )}
          </>
        )}
      </Page>
      <Sheet open={viewed !== null} onOpenChange={(isOpen) => !isOpen && setViewed(null)}>
        {viewed && (
          <SheetContent className="p-6">
            <VersionContent tool={tool} version={viewed} />
          </SheetContent>
        )}
      </Sheet>
    </ToolFrame>
  );
}

function VersionRow({
  tool,
  version,
  onView,
}: {
  tool: Tool;
  version: Version;
  onView: () => void;
}) {
  const t = useTranslations('publish.versions');
  const problemText = useProblemText();
  const { workspace, canEdit } = useWorkspace();
  const makeLive = useMakeLive(workspace.slug, tool.slug);
  const confirm = async () => {
    try {
      await makeLive.mutateAsync(version.number);
      toast.success(t('madeLive', { number: version.number }));
    } catch (error) {
      const { title, detail } = problemText(error);
      toast.error(title, { description: detail });
      throw error;
    }
  };
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1">
        <p className="flex items-center gap-2 font-medium">
          {t('number', { number: version.number })}
          {version.isLive && (
            <Badge tone="success">
              <span aria-hidden className="size-1.5 rounded-full bg-current" />
              {t('live')}
            </Badge>
          )}
        </p>
        <p className="text-[0.8125rem] break-words whitespace-pre-wrap text-muted-foreground">
          {version.notes || t('noNotes')}
        </p>
      </div>
      <RelativeTime value={version.createdAt} className="text-[0.8125rem] text-muted-foreground" />
      <div className="flex gap-2">
        <Button size="sm" onClick={onView} aria-label={t('viewNamed', { number: version.number })}>
          {t('view')}
        </Button>
        {canEdit && !version.isLive && (
          <ConfirmDialog
            trigger={
              <Button size="sm" aria-label={t('makeLiveNamed', { number: version.number })}>
                {t('makeLive')}
              </Button>
            }
            title={t('makeLiveTitle', { number: version.number })}
            description={t('makeLiveDescription')}
            confirmLabel={t('makeLive')}
            onConfirm={confirm}
          />
        )}
      </div>
    </li>
  );
}

function VersionContent({ tool, version }: { tool: Tool; version: Version }) {
  const t = useTranslations('publish');
  const { workspace } = useWorkspace();
  const one = useQuery(versionQuery(browserApi, workspace.slug, tool.slug, version.number));
  const before = useQuery({
    ...versionQuery(browserApi, workspace.slug, tool.slug, version.number - 1),
    enabled: version.number > 1,
  });
  return (
    <>
      <SheetTitle>{t('versions.of', { number: version.number, name: tool.name })}</SheetTitle>
      <SheetDescription className="whitespace-pre-wrap">
        {version.notes || t('versions.noNotes')}
      </SheetDescription>
      <div className="mt-5 grid grid-cols-1 gap-5">
        {one.isError && <ErrorState error={one.error} onRetry={() => void one.refetch()} />}
        {one.data && before.data && (
          <section>
            <h3 className="mb-2 text-[0.8125rem] font-semibold">
              {t('changes.since', { number: version.number - 1 })}
            </h3>
            <ChangesView
              changes={diffDefinitions(
                toDefinition(before.data.definition),
                toDefinition(one.data.definition),
              )}
            />
          </section>
        )}
        {one.data ? (
          <section>
            <h3 className="mb-2 text-[0.8125rem] font-semibold">{t('versions.definition')}</h3>
            <JsonView
              value={one.data.definition}
              label={t('versions.definition')}
              className="[&_pre]:max-h-none"
            />
          </section>
        ) : (
          one.isPending && <Skeleton className="h-80" />
        )}
      </div>
    </>
  );
}
