import { TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';

/** Says before anybody types a password that this connection cannot carry a session. */
export function InsecureNotice() {
  const t = useTranslations('problems.insecureConnection');
  return (
    <div className="mb-5 flex gap-2 rounded-lg bg-warning-soft px-3 py-2.5 text-[0.8125rem] text-warning">
      <TriangleAlert aria-hidden className="mt-px size-4 shrink-0" />
      <div>
        <p className="font-medium">{t('title')}</p>
        <p>{t('detail')}</p>
      </div>
    </div>
  );
}
