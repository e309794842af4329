import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { redirect } from 'next/navigation';
import { AuthFrame } from '@/features/auth/auth-frame';
import { InsecureNotice } from '@/features/auth/insecure-notice';
import { SignUpForm } from '@/features/auth/sign-up-form';
import { PreferenceMenus } from '@/features/shell/preference-menus';
import { findMeIfReachable, findSetup, isConnectionRefused } from '@/lib/api/server';
import { safeNextPath } from '@/lib/next-path';

interface SignUpPageProps {
  searchParams: Promise<{ next?: string | string[] }>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('auth.signUp'))('title') };
}

export default async function SignUpPage({ searchParams }: SignUpPageProps) {
  const next = safeNextPath((await searchParams).next);
  if (await findMeIfReachable()) redirect(next);
  const setup = await findSetup();
  const t = await getTranslations('auth.signUp');
  const query = next === '/' ? '' : `?next=${encodeURIComponent(next)}`;
  const isFirst = setup?.needsFirstAccount === true;
  const isClosed = !isFirst && setup !== null && setup.registration !== 'open';
  return (
    <AuthFrame
      title={t(isFirst ? 'firstTitle' : 'title')}
      description={t(isFirst ? 'firstDescription' : isClosed ? 'closed' : 'description')}
      other={
        isFirst ? undefined : { text: t('other'), link: t('otherLink'), href: `/sign-in${query}` }
      }
      preferences={<PreferenceMenus />}
    >
      {(await isConnectionRefused()) && <InsecureNotice />}
      {isClosed ? null : <SignUpForm next={next} />}
    </AuthFrame>
  );
}
