import { HydrationBoundary, dehydrate } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { toolQuery } from '@/features/tools/api/queries';
import { VersionsPage } from '@/features/tools/components/versions-page';
import { getQueryClient } from '@/lib/api/query-client';
import { serverApi } from '@/lib/api/server';

interface ToolPageProps {
  params: Promise<{ workspace: string; tool: string }>;
}

export async function generateMetadata({ params }: ToolPageProps): Promise<Metadata> {
  const t = await getTranslations('tools.tabs');
  return { title: `${t('versions')} · ${(await params).tool}` };
}

export default async function Page({ params }: ToolPageProps) {
  const { workspace, tool } = await params;
  const queries = getQueryClient();
  void queries.prefetchQuery(toolQuery(serverApi, workspace, tool));
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <VersionsPage slug={tool} />
    </HydrationBoundary>
  );
}
