'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { Blocks } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState } from '@/components/ui/error-state';
import { RelativeTime } from '@/components/ui/relative-time';
import { LoadingRegion, Skeleton } from '@/components/ui/skeleton';
import { browserApi } from '@/lib/api/client';
import { useWorkspace } from '@/lib/workspace-context';
import { recentToolsQuery } from './queries';

export function RecentTools() {
  const t = useTranslations('home.tools');
  const { workspace, base, canEdit } = useWorkspace();
  const tools = useInfiniteQuery(recentToolsQuery(browserApi, workspace.slug));

  if (tools.isPending) {
    return (
      <LoadingRegion label={t('loading')} className="grid gap-3 sm:grid-cols-2 xl:grid-cols-3">
        {[0, 1, 2].map((key) => (
          <Skeleton key={key} className="h-29 rounded-xl" />
        ))}
      </LoadingRegion>
    );
  }
  if (tools.isError)
    return (
      <ErrorState
        error={tools.error}
        onRetry={() => void tools.refetch()}
        retrying={tools.isFetching}
      />
    );
  const items = tools.data.pages.flatMap((page) => page.items);
  if (items.length === 0) {
    return (
      <EmptyState
        icon={Blocks}
        title={t('empty')}
        description={t('emptyDescription')}
        action={
          canEdit && (
            <Button asChild variant="primary">
              <Link href={`${base}/templates`}>{t('browse')}</Link>
            </Button>
          )
        }
      />
    );
  }
  return (
    <ul className="grid gap-3 sm:grid-cols-2 xl:grid-cols-3">
      {items.map((tool) => (
        <li key={tool.slug}>
          <Card className="relative flex h-29 flex-col p-3.5 transition-colors hover:border-border-strong/60">
            <h3 className="truncate text-sm font-semibold">
              {/* The link covers the card, so that the whole of it can be clicked and read as one. */}
              <Link
                href={`${base}/tools/${tool.slug}`}
                prefetch={false}
                className="after:absolute after:inset-0 after:rounded-xl"
              >
                {tool.name}
              </Link>
            </h3>
            <p className="mt-0.5 line-clamp-2 text-[0.8125rem] text-muted-foreground">
              {tool.description}
            </p>
            <div className="mt-auto flex items-center justify-between gap-2 pt-2 text-xs text-muted-foreground">
              {tool.liveVersion === null ? (
                <Badge tone="outline">{t('draft')}</Badge>
              ) : (
                <Badge tone="accent">{t('live', { number: tool.liveVersion })}</Badge>
              )}
              <RelativeTime value={tool.updatedAt} />
            </div>
          </Card>
        </li>
      ))}
    </ul>
  );
}
