import { HydrationBoundary, dehydrate } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Page } from '@/components/ui/page';
import { PageHeader } from '@/components/ui/page-header';
import { RunsList } from '@/features/runs/components/runs-list';
import { runsQuery } from '@/lib/api/queries';
import { getQueryClient } from '@/lib/api/query-client';
import { serverApi } from '@/lib/api/server';

interface RunsPageProps {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('runs'))('title') };
}

export default async function RunsPage({ params, searchParams }: RunsPageProps) {
  const { workspace } = await params;
  const queries = getQueryClient();
  // Days are the reader's own, which only the browser knows: a filtered list is fetched there.
  if (Object.keys(await searchParams).length === 0)
    void queries.prefetchInfiniteQuery(runsQuery(serverApi, workspace, {}));
  const t = await getTranslations('runs');
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <Page>
        <PageHeader title={t('title')} description={t('description')} />
        <RunsList />
      </Page>
    </HydrationBoundary>
  );
}
