import type { Messages } from './en';
import type { Locale } from './locale';

declare module 'next-intl' {
  interface AppConfig {
    Messages: Messages;
    Locale: Locale;
  }
}
