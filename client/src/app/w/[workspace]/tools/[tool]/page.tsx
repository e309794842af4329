import { HydrationBoundary, dehydrate } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { EditorPage } from '@/features/editor/components/editor-page';
import { stepKindsQuery, toolQuery } from '@/features/tools/api/queries';
import { getQueryClient } from '@/lib/api/query-client';
import { getMe, serverApi } from '@/lib/api/server';

interface ToolPageProps {
  params: Promise<{ workspace: string; tool: string }>;
}

export async function generateMetadata({ params }: ToolPageProps): Promise<Metadata> {
  return { title: (await params).tool };
}

export default async function ToolPage({ params }: ToolPageProps) {
  const { workspace, tool } = await params;
  const me = await getMe();
  // Runners may not change a tool: they get its form.
  if (me.workspaces.find((one) => one.slug === workspace)?.role === 'runner')
    redirect(`/w/${workspace}/tools/${tool}/run`);
  const queries = getQueryClient();
  void queries.prefetchQuery(toolQuery(serverApi, workspace, tool));
  void queries.prefetchQuery(stepKindsQuery(serverApi));
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <EditorPage slug={tool} />
    </HydrationBoundary>
  );
}
