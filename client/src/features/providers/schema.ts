import type { useTranslations } from 'next-intl';
import { z } from 'zod';
import type { CreateProviderBody, Provider } from '@/lib/api/types';

type Validation = ReturnType<typeof useTranslations<'common.validation'>>;

const isHttpUrl = (value: string): boolean => {
  try {
    return ['http:', 'https:'].includes(new URL(value).protocol);
  } catch {
    return false;
  }
};

export function providerSchema(validation: Validation) {
  // An input gives text; an empty price means that it is not known, which is not the same as 0.
  const price = z
    .string()
    .trim()
    .refine((value) => value === '' || Number(value.replace(',', '.')) >= 0, validation('number'));
  return z.object({
    name: z
      .string()
      .trim()
      .min(1, validation('required'))
      .max(60, validation('tooLong', { max: 60 })),
    baseUrl: z.string().trim().refine(isHttpUrl, validation('url')),
    apiKey: z.string().trim(),
    models: z.array(
      z.object({
        name: z.string().trim().min(1, validation('required')),
        inputPricePerMillion: price,
        outputPricePerMillion: price,
      }),
    ),
  });
}

export type ProviderValues = z.infer<ReturnType<typeof providerSchema>>;
type Model = NonNullable<CreateProviderBody['models']>[number];

const toPrice = (value: string): number | undefined =>
  value === '' ? undefined : Number(value.replace(',', '.'));

/** What the form means to the API. An empty key is left out: it keeps the stored one. */
export function toProviderBody({
  name,
  baseUrl,
  apiKey,
  models,
}: ProviderValues): Omit<CreateProviderBody, 'kind'> {
  return {
    name,
    baseUrl,
    ...(apiKey !== '' && { apiKey }),
    models: models.map((model): Model => {
      const inputPricePerMillion = toPrice(model.inputPricePerMillion);
      const outputPricePerMillion = toPrice(model.outputPricePerMillion);
      return {
        name: model.name,
        ...(inputPricePerMillion !== undefined && { inputPricePerMillion }),
        ...(outputPricePerMillion !== undefined && { outputPricePerMillion }),
      };
    }),
  };
}

/** What the API knows, as the form shows it. */
export const toProviderValues = (provider: Provider): ProviderValues => ({
  name: provider.name,
  baseUrl: provider.baseUrl ?? '',
  apiKey: '',
  models: provider.models.map((model) => ({
    name: model.name,
    inputPricePerMillion: model.inputPricePerMillion?.toString() ?? '',
    outputPricePerMillion: model.outputPricePerMillion?.toString() ?? '',
  })),
});
