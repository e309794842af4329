'use client';

import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';
import type { ToolSummary } from '@/lib/api/types';

/** "Live v3 · unpublished changes": what callers get, and whether the draft differs from it. */
export function ToolStatus({
  tool,
}: {
  tool: Pick<ToolSummary, 'liveVersion' | 'hasUnpublishedChanges' | 'archivedAt'>;
}) {
  const t = useTranslations('tools.status');
  if (tool.archivedAt) return <Badge>{t('archived')}</Badge>;
  if (tool.liveVersion === null) return <Badge tone="outline">{t('draft')}</Badge>;
  return (
    <Badge tone={tool.hasUnpublishedChanges ? 'warning' : 'success'}>
      <span aria-hidden className="size-1.5 rounded-full bg-current" />
      {t('live', { number: tool.liveVersion })}
      {tool.hasUnpublishedChanges && ` · ${t('changed')}`}
    </Badge>
  );
}
