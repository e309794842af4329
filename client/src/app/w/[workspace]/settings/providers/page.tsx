import { HydrationBoundary, dehydrate } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Page } from '@/components/ui/page';
import { ProvidersPage } from '@/features/providers/providers-page';
import { platformProvidersQuery } from '@/features/providers/queries';
import { modelsQuery, providersQuery } from '@/lib/api/queries';
import { getQueryClient } from '@/lib/api/query-client';
import { getMe, serverApi } from '@/lib/api/server';

interface RouteProps {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<{ new?: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('providers'))('title') };
}

export default async function ProvidersRoute({ params, searchParams }: RouteProps) {
  const { workspace } = await params;
  const { role } = await getMe();
  const queries = getQueryClient();
  await Promise.all([
    queries.prefetchQuery(providersQuery(serverApi, workspace)),
    queries.prefetchQuery(modelsQuery(serverApi, workspace)),
    role === 'admin' && queries.prefetchQuery(platformProvidersQuery(serverApi)),
  ]);
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <Page>
        <ProvidersPage startOpen={(await searchParams).new !== undefined} />
      </Page>
    </HydrationBoundary>
  );
}
