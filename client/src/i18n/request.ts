import { cookies, headers } from 'next/headers';
import { getRequestConfig } from 'next-intl/server';
import { en } from './en';
import { LOCALE_COOKIE, TIME_ZONE_COOKIE, chooseLocale, chooseTimeZone } from './locale';
import { nl } from './nl';

const messages = { en, nl };

export default getRequestConfig(async () => {
  const jar = await cookies();
  const locale = chooseLocale(
    jar.get(LOCALE_COOKIE)?.value,
    (await headers()).get('accept-language'),
  );
  return {
    locale,
    messages: messages[locale],
    timeZone: chooseTimeZone(jar.get(TIME_ZONE_COOKIE)?.value),
    now: new Date(),
  };
});
