export const LOCALES = ['en', 'nl'] as const;
export type Locale = (typeof LOCALES)[number];
export const DEFAULT_LOCALE: Locale = 'en';

/** Holds the reader's own choice; without it the browser's language decides. */
export const LOCALE_COOKIE = 'locale';
/** The reader's time zone, so that the server writes times as the browser would. */
export const TIME_ZONE_COOKIE = 'tz';

const isLocale = (value: string | undefined): value is Locale =>
  LOCALES.some((locale) => locale === value);

/** The cookie wins, then the first language of `Accept-Language` that we have. */
export function chooseLocale(cookie: string | undefined, acceptLanguage: string | null): Locale {
  if (isLocale(cookie)) return cookie;
  const wanted = (acceptLanguage ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().split(';');
      const quality = Number(
        parameters
          .find((p) => p.trim().startsWith('q='))
          ?.trim()
          .slice(2) ?? 1,
      );
      return {
        language: tag.toLowerCase().split('-')[0],
        quality: Number.isFinite(quality) ? quality : 0,
      };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality);
  for (const { language } of wanted) if (isLocale(language)) return language;
  return DEFAULT_LOCALE;
}

/** The zone if this system knows it, else UTC. */
export function chooseTimeZone(cookie: string | undefined): string {
  if (!cookie) return 'UTC';
  try {
    return new Intl.DateTimeFormat('en', { timeZone: cookie }).resolvedOptions().timeZone;
  } catch {
    return 'UTC';
  }
}
