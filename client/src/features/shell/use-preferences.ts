'use client';

import { useLocale } from 'next-intl';
import { useTheme } from 'next-themes';
import { useRouter } from 'next/navigation';
import { LOCALE_COOKIE, type Locale } from '@/i18n/locale';
import { setCookie } from '@/lib/set-cookie';

export const THEMES = ['light', 'dark', 'system'] as const;
export type Theme = (typeof THEMES)[number];

/** Languages are written in themselves, so that a reader finds the own one. */
export const LANGUAGE_NAMES: Record<Locale, string> = { en: 'English', nl: 'Nederlands' };

/** The reader's theme and language, and how to change them. */
export function usePreferences() {
  const { theme = 'system', setTheme } = useTheme();
  const router = useRouter();
  const locale = useLocale();
  const setLocale = (next: Locale) => {
    setCookie(LOCALE_COOKIE, next);
    router.refresh();
  };
  return { theme, setTheme, locale, setLocale };
}
