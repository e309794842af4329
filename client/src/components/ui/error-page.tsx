'use client';

import { RotateCw } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { SERVER_UNAVAILABLE } from '@/lib/api/problem';
import { reportBrowserError } from '@/lib/reports/report-browser-error';
import { Button } from './button';
import { MessagePage } from './message-page';

export interface ErrorPageProps {
  error: unknown;
  retry: () => void;
}

/** What an `error.tsx` shows: the page failed while it rendered. */
export function ErrorPage({ error, retry }: ErrorPageProps) {
  const t = useTranslations('common');
  useEffect(() => {
    console.error(error);
    reportBrowserError(error);
  }, [error]);
  const isUnavailable =
    error instanceof Error && 'digest' in error && error.digest === SERVER_UNAVAILABLE;
  return (
    <MessagePage
      mark={isUnavailable ? '503' : '500'}
      title={t(isUnavailable ? 'error.unavailableTitle' : 'error.title')}
      description={t(isUnavailable ? 'error.unavailableDescription' : 'error.description')}
      action={
        <Button variant="primary" onClick={retry}>
          <RotateCw aria-hidden />
          {t('tryAgain')}
        </Button>
      }
    />
  );
}
