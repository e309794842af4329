import { useTranslations } from 'next-intl';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Logo } from '@/components/ui/logo';
import { Bench } from './bench';

export interface AuthFrameProps {
  title: string;
  description: string;
  /** The way to the other page. */
  other?: { text: string; link: string; href: string };
  /** The switches for theme and language. */
  preferences: ReactNode;
  children: ReactNode;
}

/** Form on the left, the bench on the right; on a phone the form alone. */
export function AuthFrame({ title, description, other, preferences, children }: AuthFrameProps) {
  const t = useTranslations('common');
  return (
    <div className="grid min-h-dvh lg:grid-cols-[minmax(26rem,5fr)_6fr]">
      <div className="flex flex-col bg-surface px-6 py-5 sm:px-10">
        <header className="flex items-center justify-between">
          <span className="flex items-center gap-2.5 font-semibold tracking-tight">
            <Logo />
            {t('appName')}
          </span>
          <span className="flex">{preferences}</span>
        </header>
        <main className="mx-auto flex w-full max-w-sm flex-1 flex-col justify-center py-12">
          <h1 className="text-2xl font-semibold">{title}</h1>
          <p className="mt-1.5 mb-7 text-pretty text-muted-foreground">{description}</p>
          {children}
          {other && (
            <p className="mt-6 text-[0.8125rem] text-muted-foreground">
              {other.text}{' '}
              <Link
                href={other.href}
                className="font-medium text-accent-foreground underline decoration-current/35 underline-offset-4 hover:decoration-current"
              >
                {other.link}
              </Link>
            </p>
          )}
        </main>
      </div>
      <Bench />
    </div>
  );
}
