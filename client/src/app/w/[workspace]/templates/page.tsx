import { HydrationBoundary, dehydrate } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Page } from '@/components/ui/page';
import { PageHeader } from '@/components/ui/page-header';
import { TemplateGallery } from '@/features/templates/template-gallery';
import { templatesQuery } from '@/lib/api/queries';
import { getQueryClient } from '@/lib/api/query-client';
import { serverApi } from '@/lib/api/server';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('templates'))('title') };
}

export default async function TemplatesPage() {
  const queries = getQueryClient();
  await queries.prefetchQuery(templatesQuery(serverApi));
  const t = await getTranslations('templates');
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <Page>
        <PageHeader title={t('title')} description={t('description')} />
        <TemplateGallery />
      </Page>
    </HydrationBoundary>
  );
}
