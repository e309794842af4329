'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { UserPlus, Users } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState } from '@/components/ui/error-state';
import { PageHeader } from '@/components/ui/page-header';
import { LoadingRegion, Skeleton } from '@/components/ui/skeleton';
import { browserApi } from '@/lib/api/client';
import { useWorkspace } from '@/lib/workspace-context';
import { AddMemberDialog } from './add-member-dialog';
import { MemberList } from './member-list';
import { membersQuery } from './queries';

/** `startOpen` is for links that lead straight to the form. */
export function MembersPage({ startOpen }: { startOpen: boolean }) {
  const t = useTranslations('members');
  const common = useTranslations('common');
  const { workspace, isOwner } = useWorkspace();
  const members = useInfiniteQuery(membersQuery(browserApi, workspace.slug));
  const [isAdding, setAdding] = useState(startOpen && isOwner);
  const items = members.data?.pages.flatMap((page) => page.items) ?? [];
  const addButton = isOwner && (
    <Button variant="primary" onClick={() => setAdding(true)}>
      <UserPlus aria-hidden />
      {t('add.action')}
    </Button>
  );
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        actions={items.length > 1 && addButton}
      />
      {members.isPending ? (
        <LoadingRegion label={t('loading')}>
          <Skeleton className="h-42 rounded-xl" />
        </LoadingRegion>
      ) : members.isError ? (
        <ErrorState
          error={members.error}
          onRetry={() => void members.refetch()}
          retrying={members.isFetching}
        />
      ) : (
        <div className="grid gap-4">
          <MemberList items={items} />
          {items.length === 1 && (
            <EmptyState
              icon={Users}
              title={t('empty')}
              description={t('emptyDescription')}
              action={addButton}
            />
          )}
          {members.hasNextPage && (
            <Button
              className="justify-self-start"
              pending={members.isFetchingNextPage}
              onClick={() => void members.fetchNextPage()}
            >
              {common('loadMore')}
            </Button>
          )}
        </div>
      )}
      <AddMemberDialog open={isAdding} onOpenChange={setAdding} />
    </>
  );
}
