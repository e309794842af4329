import { getTranslations } from 'next-intl/server';
import { MessagePage } from '@/components/ui/message-page';
import { ReloadButton } from './reload-button';

/** Shown in place of a page, with status 503, while the server does not answer. */
export default async function UnavailablePage() {
  const t = await getTranslations('common');
  return (
    <main>
      <MessagePage
        mark="503"
        title={t('error.unavailableTitle')}
        description={t('error.unavailableDescription')}
        action={<ReloadButton>{t('tryAgain')}</ReloadButton>}
      />
    </main>
  );
}
