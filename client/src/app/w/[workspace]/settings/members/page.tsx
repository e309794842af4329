import { HydrationBoundary, dehydrate } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Page } from '@/components/ui/page';
import { MembersPage } from '@/features/members/members-page';
import { membersQuery } from '@/features/members/queries';
import { getQueryClient } from '@/lib/api/query-client';
import { serverApi } from '@/lib/api/server';

interface RouteProps {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<{ new?: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('members'))('title') };
}

export default async function MembersRoute({ params, searchParams }: RouteProps) {
  const { workspace } = await params;
  const queries = getQueryClient();
  await queries.prefetchInfiniteQuery(membersQuery(serverApi, workspace));
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <Page>
        <MembersPage startOpen={(await searchParams).new !== undefined} />
      </Page>
    </HydrationBoundary>
  );
}
