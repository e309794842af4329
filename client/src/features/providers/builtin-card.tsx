'use client';

import { Cpu } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { stepKindIcon } from '@/lib/step-kinds';

const ABILITIES = [
  'classify',
  'find',
  'keySentences',
  'keywords',
  'extract',
  'detectLanguage',
] as const;

export function BuiltinCard() {
  const t = useTranslations('providers');
  const kinds = useTranslations('templates.kinds');
  return (
    <Card className="overflow-hidden">
      <div className="flex items-start gap-3.5 p-4">
        <span className="grid size-9 shrink-0 place-items-center rounded-lg bg-mat text-white">
          <Cpu aria-hidden className="size-5" strokeWidth={1.75} />
        </span>
        <div>
          <h2 className="flex items-center gap-2 font-semibold">
            {t('builtin.name')}
            <Badge tone="success">{t('ready')}</Badge>
          </h2>
          <p className="mt-1 max-w-2xl text-[0.8125rem] text-pretty text-muted-foreground">
            {t('builtin.description')}
          </p>
          <ul aria-label={t('builtin.can')} className="mt-3 flex flex-wrap gap-1.5">
            {ABILITIES.map((kind) => {
              const Icon = stepKindIcon(kind);
              return (
                <li
                  key={kind}
                  className="flex items-center gap-1.5 rounded-md border px-2 py-1 text-xs"
                >
                  <Icon aria-hidden className="size-3.5 text-accent-foreground" />
                  {kinds(kind)}
                </li>
              );
            })}
          </ul>
        </div>
      </div>
    </Card>
  );
}
