import type { useTranslations } from 'next-intl';
import { z } from 'zod';
import type { CreateApiKeyBody } from '@/lib/api/types';
import { API_SCOPES } from './scopes';

/** Days until a key ends, as the choices of the form. */
export const EXPIRY_CHOICES = ['never', '7', '30', '90', '365'] as const;

export const apiKeySchema = (validation: ReturnType<typeof useTranslations<'common.validation'>>) =>
  z.object({
    name: z
      .string()
      .trim()
      .min(1, validation('required'))
      .max(80, validation('tooLong', { max: 80 })),
    scopes: z.array(z.enum(API_SCOPES)).min(1, validation('chooseOne')),
    expiry: z.enum(EXPIRY_CHOICES),
    tools: z.array(z.string()),
  });

export type ApiKeyValues = z.infer<ReturnType<typeof apiKeySchema>>;

const DAY_MS = 24 * 3600 * 1000;

/** What the form means to the API; no tools means all of them. */
export function toCreateBody(
  { name, scopes, expiry, tools }: ApiKeyValues,
  now = Date.now(),
): CreateApiKeyBody {
  return {
    name,
    scopes,
    ...(tools.length > 0 && { tools }),
    ...(expiry !== 'never' && { expiresAt: new Date(now + Number(expiry) * DAY_MS).toISOString() }),
  };
}
