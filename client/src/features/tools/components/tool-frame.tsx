'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { ErrorState } from '@/components/ui/error-state';
import { Page } from '@/components/ui/page';
import { LoadingRegion, Skeleton } from '@/components/ui/skeleton';
import { browserApi } from '@/lib/api/client';
import type { Tool } from '@/lib/api/types';
import { cn } from '@/lib/cn';
import { useWorkspace } from '@/lib/workspace-context';
import { toolQuery } from '../api/queries';
import { ToolMenu } from './tool-menu';
import { ToolStatus } from './tool-status';

export type ToolTab = 'edit' | 'run' | 'versions' | 'api' | 'runs';

export interface ToolFrameProps {
  tool: Tool;
  current: ToolTab;
  /** Buttons at the right of the name; the one that matters most comes last. */
  actions?: ReactNode;
  children: ReactNode;
}

/** The head of every page of a tool: its name, its state and its pages. */
export function ToolFrame({ tool, current, actions, children }: ToolFrameProps) {
  const { canEdit } = useWorkspace();
  return (
    <div className="flex min-h-full flex-col">
      <header className="border-b bg-surface px-4 pt-3.5 sm:px-6">
        <div className="flex min-h-9 flex-wrap items-center justify-between gap-x-4 gap-y-2">
          <div className="flex min-w-0 flex-wrap items-center gap-x-2.5 gap-y-1">
            <h1 className="truncate text-lg font-semibold">{tool.name}</h1>
            <ToolStatus tool={tool} />
            {canEdit && <ToolMenu tool={tool} />}
          </div>
          {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
        </div>
        <ToolTabs tool={tool} current={current} />
      </header>
      {children}
    </div>
  );
}

function ToolTabs({ tool, current }: { tool: Tool; current: ToolTab }) {
  const t = useTranslations('tools.tabs');
  const { base, canEdit } = useWorkspace();
  const page = `${base}/tools/${tool.slug}`;
  const tabs: { key: ToolTab; href: string }[] = [
    ...(canEdit ? [{ key: 'edit' as const, href: page }] : []),
    { key: 'run', href: `${page}/run` },
    { key: 'versions', href: `${page}/versions` },
    { key: 'api', href: `${page}/api` },
    { key: 'runs', href: `${base}/runs?tool=${tool.slug}` },
  ];
  return (
    <nav aria-label={t('label')} className="mt-2 -mb-px flex gap-5 overflow-x-auto">
      {tabs.map(({ key, href }) => (
        <Link
          key={key}
          href={href}
          prefetch={false}
          aria-current={key === current ? 'page' : undefined}
          className={cn(
            'flex h-9 items-center border-b-2 text-sm font-medium whitespace-nowrap transition-colors focus-visible:-outline-offset-2',
            key === current
              ? 'border-primary text-foreground'
              : 'border-transparent text-muted-foreground hover:text-foreground',
          )}
        >
          {t(key)}
        </Link>
      ))}
    </nav>
  );
}

/** Loads the tool for a page; draws the states in which there is none yet. */
export function WithTool({
  slug,
  children,
}: {
  slug: string;
  children: (tool: Tool) => ReactNode;
}) {
  const t = useTranslations('tools');
  const { workspace } = useWorkspace();
  const tool = useQuery(toolQuery(browserApi, workspace.slug, slug));
  if (tool.data) return children(tool.data);
  if (tool.isError) {
    return (
      <Page>
        <ErrorState
          error={tool.error}
          onRetry={() => void tool.refetch()}
          retrying={tool.isFetching}
        />
      </Page>
    );
  }
  return (
    <LoadingRegion label={t('loadingOne')}>
      <div className="border-b bg-surface px-4 py-3.5 sm:px-6">
        <Skeleton className="h-7 w-64" />
        <Skeleton className="mt-4 h-5 w-80 max-w-full" />
      </div>
      <Page>
        <Skeleton className="h-96 rounded-xl" />
      </Page>
    </LoadingRegion>
  );
}
