'use client';

import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { Page } from '@/components/ui/page';
import { LoadingRegion, Skeleton } from '@/components/ui/skeleton';
import { WithTool } from '@/features/tools/components/tool-frame';

/** The editor is heavy and needs a browser: it is loaded when it is opened, and never on the server. */
const ToolEditor = dynamic(() => import('./tool-editor').then((module) => module.ToolEditor), {
  ssr: false,
  loading: EditorSkeleton,
});

export function EditorPage({ slug }: { slug: string }) {
  return <WithTool slug={slug}>{(tool) => <ToolEditor key={tool.slug} tool={tool} />}</WithTool>;
}

function EditorSkeleton() {
  const t = useTranslations('tools');
  return (
    <LoadingRegion label={t('loadingOne')}>
      <div className="border-b bg-surface px-4 py-3.5 sm:px-6">
        <Skeleton className="h-7 w-64" />
        <Skeleton className="mt-4 h-5 w-80 max-w-full" />
      </div>
      <Page width="narrow" className="grid grid-cols-1 gap-4">
        <Skeleton className="h-28 rounded-xl" />
        <Skeleton className="h-20 rounded-xl" />
        <Skeleton className="h-20 rounded-xl" />
      </Page>
    </LoadingRegion>
  );
}
