import { HydrationBoundary, dehydrate } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Page } from '@/components/ui/page';
import { ApiKeysPage } from '@/features/api-keys/api-keys-page';
import { apiKeysQuery } from '@/lib/api/queries';
import { getQueryClient } from '@/lib/api/query-client';
import { serverApi } from '@/lib/api/server';

interface RouteProps {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<{ new?: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('apiKeys'))('title') };
}

export default async function ApiKeysRoute({ params, searchParams }: RouteProps) {
  const { workspace } = await params;
  const queries = getQueryClient();
  await queries.prefetchInfiniteQuery(apiKeysQuery(serverApi, workspace));
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <Page>
        <ApiKeysPage startOpen={(await searchParams).new !== undefined} />
      </Page>
    </HydrationBoundary>
  );
}
