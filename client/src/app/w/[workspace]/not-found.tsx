import { getTranslations } from 'next-intl/server';
import Link from 'next/link';
import { Button } from '@/components/ui/button';
import { MessagePage } from '@/components/ui/message-page';

/** Inside the frame of the workspace, so the reader keeps the menu. */
export default async function WorkspaceNotFoundPage() {
  const t = await getTranslations('common.notFound');
  return (
    <MessagePage
      mark="404"
      title={t('title')}
      description={t('description')}
      action={
        <Button asChild variant="primary">
          <Link href="/">{t('home')}</Link>
        </Button>
      }
    />
  );
}
