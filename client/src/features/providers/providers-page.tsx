'use client';

import { useQuery } from '@tanstack/react-query';
import { Plug, Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState } from '@/components/ui/error-state';
import { PageHeader } from '@/components/ui/page-header';
import { LoadingRegion, Skeleton } from '@/components/ui/skeleton';
import { browserApi } from '@/lib/api/client';
import { providersQuery } from '@/lib/api/queries';
import { useWorkspace } from '@/lib/workspace-context';
import { BuiltinCard } from './builtin-card';
import { ConnectDialog } from './connect-dialog';
import { ModelAliases } from './model-aliases';
import { ProviderCard } from './provider-card';

/** `startOpen` is for links that lead straight to the form. */
export function ProvidersPage({ startOpen }: { startOpen: boolean }) {
  const t = useTranslations('providers');
  const { workspace, isOwner } = useWorkspace();
  const providers = useQuery(providersQuery(browserApi, workspace.slug));
  const [isConnecting, setConnecting] = useState(startOpen && isOwner);
  const [newId, setNewId] = useState<string>();
  const items = providers.data?.items ?? [];
  const connectButton = isOwner && (
    <Button variant="primary" onClick={() => setConnecting(true)}>
      <Plus aria-hidden />
      {t('connect')}
    </Button>
  );
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        actions={items.length > 0 && connectButton}
      />
      <div className="grid gap-4">
        <BuiltinCard />
        {providers.isPending ? (
          <LoadingRegion label={t('loading')}>
            <Skeleton className="h-44 rounded-xl" />
          </LoadingRegion>
        ) : providers.isError ? (
          <ErrorState
            error={providers.error}
            onRetry={() => void providers.refetch()}
            retrying={providers.isFetching}
          />
        ) : items.length === 0 ? (
          <EmptyState
            icon={Plug}
            title={t('empty')}
            description={isOwner ? t('emptyDescription') : t('ownerOnly')}
            action={connectButton}
          />
        ) : (
          items.map((provider) => (
            <ProviderCard key={provider.id} provider={provider} isNew={provider.id === newId} />
          ))
        )}
        {/* Also without a provider of its own: the admin may have connected one for everybody. */}
        <ModelAliases />
      </div>
      <ConnectDialog open={isConnecting} onOpenChange={setConnecting} onConnected={setNewId} />
    </>
  );
}
