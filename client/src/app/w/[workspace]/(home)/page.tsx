import { HydrationBoundary, dehydrate } from '@tanstack/react-query';
import { ArrowRight, Plus } from 'lucide-react';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { Page } from '@/components/ui/page';
import { PageHeader } from '@/components/ui/page-header';
import { GettingStarted } from '@/features/home/getting-started';
import { recentRunsQuery, recentToolsQuery } from '@/features/home/queries';
import { RecentRuns } from '@/features/home/recent-runs';
import { RecentTools } from '@/features/home/recent-tools';
import { apiKeysQuery } from '@/lib/api/queries';
import { getQueryClient } from '@/lib/api/query-client';
import { getMe, serverApi } from '@/lib/api/server';

interface HomePageProps {
  params: Promise<{ workspace: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('home'))('title') };
}

export default async function HomePage({ params }: HomePageProps) {
  const { workspace: slug } = await params;
  const queries = getQueryClient();
  const [t, me] = await Promise.all([
    getTranslations('home'),
    getMe(),
    queries.prefetchInfiniteQuery(recentToolsQuery(serverApi, slug)),
    queries.prefetchInfiniteQuery(recentRunsQuery(serverApi, slug)),
    queries.prefetchInfiniteQuery(apiKeysQuery(serverApi, slug)),
  ]);
  const workspace = me.workspaces.find((one) => one.slug === slug);
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <Page>
        <PageHeader
          title={t('hello', { name: me.name.split(' ')[0] ?? me.name })}
          description={t('description')}
          actions={
            workspace?.role !== 'runner' && (
              <Button asChild variant="primary">
                <Link href={`/w/${slug}/templates`}>
                  <Plus aria-hidden />
                  {t('newTool')}
                </Link>
              </Button>
            )
          }
        />
        <GettingStarted />
        <Section title={t('tools.title')} href={`/w/${slug}/tools`} all={t('tools.all')}>
          <RecentTools />
        </Section>
        <Section title={t('runs.title')} href={`/w/${slug}/runs`} all={t('runs.all')}>
          <RecentRuns />
        </Section>
      </Page>
    </HydrationBoundary>
  );
}

function Section({
  title,
  href,
  all,
  children,
}: {
  title: string;
  href: string;
  all: string;
  children: ReactNode;
}) {
  return (
    <section className="mb-8">
      <div className="mb-2.5 flex items-baseline justify-between">
        <h2 className="text-[0.8125rem] font-semibold">{title}</h2>
        <Link
          href={href}
          className="inline-flex items-center gap-1 text-[0.8125rem] text-muted-foreground hover:text-foreground"
        >
          {all}
          <ArrowRight aria-hidden className="size-3.5" />
        </Link>
      </div>
      {children}
    </section>
  );
}
