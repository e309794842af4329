import { HydrationBoundary, dehydrate } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Page } from '@/components/ui/page';
import { runQuery } from '@/features/runs/api/queries';
import { RunPage } from '@/features/runs/components/run-page';
import { stepKindsQuery } from '@/features/tools/api/queries';
import { getQueryClient } from '@/lib/api/query-client';
import { serverApi } from '@/lib/api/server';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('runs'))('page.title') };
}

export default async function OneRunPage({ params }: { params: Promise<{ run: string }> }) {
  const { run } = await params;
  const queries = getQueryClient();
  void queries.prefetchQuery(runQuery(serverApi, run));
  void queries.prefetchQuery(stepKindsQuery(serverApi));
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <Page>
        <RunPage id={run} />
      </Page>
    </HydrationBoundary>
  );
}
