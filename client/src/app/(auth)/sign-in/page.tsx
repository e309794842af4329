import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { redirect } from 'next/navigation';
import { AuthFrame } from '@/features/auth/auth-frame';
import { InsecureNotice } from '@/features/auth/insecure-notice';
import { SignInForm } from '@/features/auth/sign-in-form';
import { PreferenceMenus } from '@/features/shell/preference-menus';
import { findMeIfReachable, findSetup, isConnectionRefused } from '@/lib/api/server';
import { safeNextPath } from '@/lib/next-path';

interface SignInPageProps {
  searchParams: Promise<{ next?: string | string[] }>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('auth.signIn'))('title') };
}

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const next = safeNextPath((await searchParams).next);
  if (await findMeIfReachable()) redirect(next);
  const setup = await findSetup();
  if (setup?.needsFirstAccount) redirect('/sign-up');
  const t = await getTranslations('auth.signIn');
  const query = next === '/' ? '' : `?next=${encodeURIComponent(next)}`;
  return (
    <AuthFrame
      title={t('title')}
      description={t('description')}
      other={
        setup && setup.registration !== 'open'
          ? undefined
          : { text: t('other'), link: t('otherLink'), href: `/sign-up${query}` }
      }
      preferences={<PreferenceMenus />}
    >
      {(await isConnectionRefused()) && <InsecureNotice />}
      <SignInForm next={next} />
    </AuthFrame>
  );
}
