import { HydrationBoundary, dehydrate } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import Link from 'next/link';
import { Button } from '@/components/ui/button';
import { Page } from '@/components/ui/page';
import { PageHeader } from '@/components/ui/page-header';
import { NewToolDialog } from '@/features/tools/components/new-tool-dialog';
import { ToolsList } from '@/features/tools/components/tools-list';
import { runsQuery, toolsQuery } from '@/lib/api/queries';
import { getQueryClient } from '@/lib/api/query-client';
import { getMe, serverApi } from '@/lib/api/server';

interface ToolsPageProps {
  params: Promise<{ workspace: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('tools'))('title') };
}

export default async function ToolsPage({ params }: ToolsPageProps) {
  const { workspace: slug } = await params;
  const queries = getQueryClient();
  void queries.prefetchInfiniteQuery(toolsQuery(serverApi, slug));
  void queries.prefetchInfiniteQuery(runsQuery(serverApi, slug, { limit: 100 }));
  const [t, me] = await Promise.all([getTranslations('tools'), getMe()]);
  const canEdit = me.workspaces.find((one) => one.slug === slug)?.role !== 'runner';
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <Page>
        <PageHeader
          title={t('title')}
          description={t('description')}
          actions={
            canEdit && (
              <>
                <NewToolDialog trigger={<Button>{t('blank')}</Button>} />
                <Button asChild variant="primary">
                  <Link href={`/w/${slug}/templates`}>
                    <Plus aria-hidden />
                    {t('fromTemplate')}
                  </Link>
                </Button>
              </>
            )
          }
        />
        <ToolsList />
      </Page>
    </HydrationBoundary>
  );
}
