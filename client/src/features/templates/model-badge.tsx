'use client';

import { Zap } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';
import { needsModel } from '@/lib/step-kinds';

/** Says whether a tool of this definition runs with what is built in. */
export function ModelBadge({ definition }: { definition: unknown }) {
  const t = useTranslations('templates');
  if (needsModel(definition)) return <Badge tone="warning">{t('needsProvider')}</Badge>;
  return (
    <Badge tone="accent">
      <Zap aria-hidden />
      {t('builtin')}
    </Badge>
  );
}
