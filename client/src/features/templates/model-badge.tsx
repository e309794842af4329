'use client';

import { Zap } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';

/** Says whether a tool of this definition runs with what is built in. */
export function ModelBadge({ needsProvider }: { needsProvider: boolean }) {
  const t = useTranslations('templates');
  if (needsProvider) return <Badge tone="warning">{t('needsProvider')}</Badge>;
  return (
    <Badge tone="accent">
      <Zap aria-hidden />
      {t('builtin')}
    </Badge>
  );
}
