import type { useTranslations } from 'next-intl';
import { z } from 'zod';

export const MIN_PASSWORD_CHARS = 10;

export interface AuthTexts {
  auth: ReturnType<typeof useTranslations<'auth'>>;
  validation: ReturnType<typeof useTranslations<'common.validation'>>;
}

export const signInSchema = ({ validation }: AuthTexts) =>
  z.object({
    email: z
      .string()
      .trim()
      .min(1, validation('required'))
      .pipe(z.email(validation('email'))),
    password: z.string().min(1, validation('required')),
  });

export const signUpSchema = (texts: AuthTexts) =>
  signInSchema(texts).extend({
    name: z
      .string()
      .trim()
      .min(1, texts.validation('required'))
      .max(80, texts.validation('tooLong', { max: 80 })),
    password: z
      .string()
      .min(MIN_PASSWORD_CHARS, texts.auth('passwordTooShort', { min: MIN_PASSWORD_CHARS })),
  });

export type SignInValues = z.infer<ReturnType<typeof signInSchema>>;
export type SignUpValues = z.infer<ReturnType<typeof signUpSchema>>;
