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
import { modelsQuery, providersQuery } from '@/lib/api/queries';
import { useWorkspace } from '@/lib/workspace-context';
import { BuiltinCard } from './builtin-card';
import { ConnectDialog } from './connect-dialog';
import { LentProviderCard } from './lent-provider-card';
import { ModelAliases } from './model-aliases';
import { ProviderCard } from './provider-card';
import { platformProvidersQuery } from './queries';

/** `startOpen` is for links that lead straight to the form. */
export function ProvidersPage({ startOpen }: { startOpen: boolean }) {
  const t = useTranslations('providers');
  const { me, workspace, isOwner } = useWorkspace();
  const isAdmin = me.role === 'admin';
  const canConnect = isOwner || isAdmin;
  const own = useQuery(providersQuery(browserApi, workspace.slug));
  // The admin gets everything about those of the platform, others what they may choose from.
  const platform = useQuery({ ...platformProvidersQuery(browserApi), enabled: isAdmin });
  const models = useQuery({ ...modelsQuery(browserApi, workspace.slug), enabled: !isAdmin });
  const all = [own, isAdmin ? platform : models];
  const failed = all.find((query) => query.isError);
  const [isConnecting, setConnecting] = useState(startOpen && canConnect);
  const [newId, setNewId] = useState<string>();
  const providers = [
    ...(own.data?.items ?? []).map((provider) => ({ provider, scope: 'workspace' as const })),
    ...(platform.data?.items ?? []).map((provider) => ({ provider, scope: 'platform' as const })),
  ];
  const lent = isAdmin ? [] : (models.data?.providers.filter((one) => one.platform) ?? []);
  const isEmpty = providers.length + lent.length === 0;
  const connectButton = canConnect && (
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
        actions={!isEmpty && connectButton}
      />
      <div className="grid gap-4">
        <BuiltinCard />
        {all.some((query) => query.isPending) ? (
          <LoadingRegion label={t('loading')}>
            <Skeleton className="h-44 rounded-xl" />
          </LoadingRegion>
        ) : failed ? (
          <ErrorState
            error={failed.error}
            onRetry={() => void failed.refetch()}
            retrying={failed.isFetching}
          />
        ) : isEmpty ? (
          <EmptyState
            icon={Plug}
            title={t('empty')}
            description={canConnect ? t('emptyDescription') : t('ownerOnly')}
            action={connectButton}
          />
        ) : (
          <>
            {providers.map(({ provider, scope }) => (
              <ProviderCard
                key={provider.id}
                provider={provider}
                scope={scope}
                isNew={provider.id === newId}
              />
            ))}
            {lent.map((provider) => (
              <LentProviderCard
                key={provider.slug}
                provider={provider}
                models={models.data!.models.filter((model) => model.provider === provider.slug)}
              />
            ))}
          </>
        )}
        {/* Needs the same answer as the list does for who is no admin: one message about it is enough. */}
        {failed !== models && <ModelAliases />}
      </div>
      <ConnectDialog open={isConnecting} onOpenChange={setConnecting} onConnected={setNewId} />
    </>
  );
}
