'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { KeyRound, Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState } from '@/components/ui/error-state';
import { PageHeader } from '@/components/ui/page-header';
import { LoadingRegion, Skeleton } from '@/components/ui/skeleton';
import { browserApi } from '@/lib/api/client';
import { apiKeysQuery } from '@/lib/api/queries';
import { useWorkspace } from '@/lib/workspace-context';
import { ApiKeysTable } from './api-keys-table';
import { CreateApiKeyDialog } from './create-api-key-dialog';

/** `startOpen` is for links that lead straight to the form. */
export function ApiKeysPage({ startOpen }: { startOpen: boolean }) {
  const t = useTranslations('apiKeys');
  const common = useTranslations('common');
  const { workspace } = useWorkspace();
  const keys = useInfiniteQuery(apiKeysQuery(browserApi, workspace.slug));
  const [isCreating, setCreating] = useState(startOpen);
  const items = keys.data?.pages.flatMap((page) => page.items) ?? [];
  const newButton = (
    <Button variant="primary" onClick={() => setCreating(true)}>
      <Plus aria-hidden />
      {t('new')}
    </Button>
  );
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        actions={items.length > 0 && newButton}
      />
      {keys.isPending ? (
        <LoadingRegion label={t('loading')}>
          <Skeleton className="h-46 rounded-xl" />
        </LoadingRegion>
      ) : keys.isError ? (
        <ErrorState
          error={keys.error}
          onRetry={() => void keys.refetch()}
          retrying={keys.isFetching}
        />
      ) : items.length === 0 ? (
        <EmptyState
          icon={KeyRound}
          title={t('empty')}
          description={t('emptyDescription')}
          action={newButton}
        />
      ) : (
        <>
          <ApiKeysTable items={items} />
          {keys.hasNextPage && (
            <Button
              className="mt-3"
              pending={keys.isFetchingNextPage}
              onClick={() => void keys.fetchNextPage()}
            >
              {common('loadMore')}
            </Button>
          )}
        </>
      )}
      <CreateApiKeyDialog open={isCreating} onOpenChange={setCreating} />
    </>
  );
}
