import type { useTranslations } from 'next-intl';
import { z } from 'zod';

/** From the one that may do everything down. */
export const ROLES = ['owner', 'editor', 'runner'] as const;

export const memberSchema = (validation: ReturnType<typeof useTranslations<'common.validation'>>) =>
  z.object({
    email: z
      .string()
      .trim()
      .min(1, validation('required'))
      .pipe(z.email(validation('email'))),
    role: z.enum(ROLES),
  });

export type MemberValues = z.infer<ReturnType<typeof memberSchema>>;
