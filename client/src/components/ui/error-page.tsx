'use client';

import { RotateCw } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { Button } from './button';
import { MessagePage } from './message-page';

export interface ErrorPageProps {
  error: unknown;
  retry: () => void;
}

/** What an `error.tsx` shows: the page failed while it rendered. */
export function ErrorPage({ error, retry }: ErrorPageProps) {
  const t = useTranslations('common');
  useEffect(() => console.error(error), [error]);
  return (
    <MessagePage
      mark="×"
      title={t('error.title')}
      description={t('error.description')}
      action={
        <Button variant="primary" onClick={retry}>
          <RotateCw aria-hidden />
          {t('tryAgain')}
        </Button>
      }
    />
  );
}
