import { getTranslations } from 'next-intl/server';
import { Page } from './page';
import { LoadingRegion, Skeleton } from './skeleton';

/** Stands where the next page will be, when that takes longer than a blink. */
export async function PageLoading() {
  const t = await getTranslations('common');
  return (
    <Page>
      <LoadingRegion label={t('loading')}>
        <Skeleton className="h-7 w-52" />
        <Skeleton className="mt-2 mb-8 h-5 w-96 max-w-full" />
        <Skeleton className="h-72 rounded-xl" />
      </LoadingRegion>
    </Page>
  );
}
