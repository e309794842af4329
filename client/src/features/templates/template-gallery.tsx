'use client';

import { useQuery } from '@tanstack/react-query';
import { LayoutTemplate } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState } from '@/components/ui/error-state';
import { LoadingRegion, Skeleton } from '@/components/ui/skeleton';
import { browserApi } from '@/lib/api/client';
import { templatesQuery } from '@/lib/api/queries';
import type { Template } from '@/lib/api/types';
import { cn } from '@/lib/cn';
import { outlineSteps } from '@/lib/step-kinds';
import { useWorkspace } from '@/lib/workspace-context';
import { ModelBadge } from './model-badge';
import { StepStrip } from './step-strip';
import { TemplatePreview } from './template-preview';

const FILTERS = ['all', 'ready', 'provider'] as const;
type Filter = (typeof FILTERS)[number];

export function TemplateGallery() {
  const t = useTranslations('templates');
  const { base } = useWorkspace();
  const templates = useQuery(templatesQuery(browserApi));
  const [filter, setFilter] = useState<Filter>('all');
  // In the address, so that a preview can be linked to and closed with the back button. Next's router would ask the
  // server for the page again first; the browser's own history opens at once, and Next follows it.
  const openKey = useSearchParams().get('preview');
  const show = (key: string | null) =>
    window.history.pushState(
      null,
      '',
      `${base}/templates${key ? `?preview=${encodeURIComponent(key)}` : ''}`,
    );

  if (templates.isPending) {
    return (
      <LoadingRegion label={t('loading')} className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
        {[0, 1, 2, 3, 4, 5].map((key) => (
          <Skeleton key={key} className="h-56 rounded-xl" />
        ))}
      </LoadingRegion>
    );
  }
  if (templates.isError)
    return (
      <ErrorState
        error={templates.error}
        onRetry={() => void templates.refetch()}
        retrying={templates.isFetching}
      />
    );
  if (templates.data.length === 0)
    return (
      <EmptyState icon={LayoutTemplate} title={t('empty')} description={t('emptyDescription')} />
    );

  const shown = templates.data.filter(
    (one) => filter === 'all' || one.needsProvider === (filter === 'provider'),
  );
  return (
    <>
      <div role="group" aria-label={t('filter.label')} className="mb-5 flex flex-wrap gap-1.5">
        {FILTERS.map((name) => (
          <button
            key={name}
            type="button"
            aria-pressed={filter === name}
            onClick={() => setFilter(name)}
            className={cn(
              'h-7 rounded-full border px-3 text-[0.8125rem] transition-colors',
              filter === name
                ? 'border-transparent bg-foreground font-medium text-background'
                : 'bg-surface text-muted-foreground hover:text-foreground',
            )}
          >
            {t(`filter.${name}`)}
          </button>
        ))}
      </div>
      <ul className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
        {shown.map((template) => (
          <li key={template.key}>
            <TemplateCard template={template} onOpen={() => show(template.key)} />
          </li>
        ))}
      </ul>
      <TemplatePreview
        template={templates.data.find((one) => one.key === openKey)}
        onClose={() => show(null)}
      />
    </>
  );
}

function TemplateCard({ template, onOpen }: { template: Template; onOpen: () => void }) {
  const t = useTranslations('templates');
  const steps = outlineSteps(template.definition);
  return (
    <Card className="group relative flex h-full flex-col overflow-hidden transition-[border-color,box-shadow] hover:border-border-strong/60 hover:shadow-pop">
      <div className="mat-grid grid h-20 place-items-center">
        <StepStrip steps={steps} />
      </div>
      <div className="flex flex-1 flex-col p-4">
        <h2 className="text-sm font-semibold">
          <button
            type="button"
            onClick={onOpen}
            aria-haspopup="dialog"
            className="text-left after:absolute after:inset-0 after:rounded-xl"
          >
            {template.name}
          </button>
        </h2>
        <p className="mt-1 mb-3 line-clamp-3 text-[0.8125rem] text-pretty text-muted-foreground">
          {template.description}
        </p>
        <div className="mt-auto flex items-center justify-between gap-2">
          <ModelBadge needsProvider={template.needsProvider} />
          <span className="text-xs text-muted-foreground">
            {t('steps', { count: steps.length })}
          </span>
        </div>
      </div>
    </Card>
  );
}
