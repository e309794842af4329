import { Globe } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';

/** Marks a provider that the admin has connected for everybody. */
export function PlatformBadge() {
  const t = useTranslations('providers');
  return (
    <Badge tone="info">
      <Globe aria-hidden />
      {t('platform')}
    </Badge>
  );
}
