import { useTranslations } from 'next-intl';
import { Card } from '@/components/ui/card';
import type { Models } from '@/lib/api/types';
import { PlatformBadge } from './platform-badge';
import { ProviderModels } from './provider-models';

export interface LentProviderCardProps {
  provider: Models['providers'][number];
  /** Those of this provider. */
  models: Models['models'];
}

/** A provider of the platform for those who may only use it: its address is the admin's business. */
export function LentProviderCard({ provider, models }: LentProviderCardProps) {
  const t = useTranslations('providers');
  return (
    <Card>
      <div className="p-4">
        <h3 className="flex flex-wrap items-center gap-2 font-semibold">
          {provider.name}
          <PlatformBadge />
        </h3>
        <p className="mt-1 text-[0.8125rem] text-muted-foreground">
          <span className="font-mono text-xs break-all">{provider.slug}</span> · {t('lent')}
        </p>
      </div>
      <ProviderModels models={models} />
    </Card>
  );
}
