'use client';

import { Plus, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type Control, useFieldArray } from 'react-hook-form';
import { Button } from '@/components/ui/button';
import { TextField } from '@/components/ui/form';
import type { ProviderValues } from './schema';

/** The models of a provider, one row each: name and prices. */
export function ModelRows({
  control,
  exampleModel,
}: {
  control: Control<ProviderValues>;
  exampleModel: string;
}) {
  const t = useTranslations('providers.form');
  const { fields, append, remove } = useFieldArray({ control, name: 'models' });
  return (
    <fieldset>
      <legend className="text-[0.8125rem] font-medium">{t('models')}</legend>
      <p className="mt-0.5 text-xs text-pretty text-muted-foreground">{t('modelsHelp')}</p>
      <ul className="mt-2.5 grid gap-2.5">
        {fields.map((field, index) => (
          <li
            key={field.id}
            className="grid grid-cols-[1fr_1fr_auto] items-start gap-2 rounded-lg border bg-sunken/60 p-2.5 sm:grid-cols-[1fr_5.5rem_5.5rem_auto]"
          >
            <TextField
              control={control}
              name={`models.${index}.name`}
              label={t('modelName')}
              placeholder={exampleModel}
              autoComplete="off"
              spellCheck={false}
              className="max-sm:col-span-3"
            />
            <TextField
              control={control}
              name={`models.${index}.inputPricePerMillion`}
              label={t('inputPrice')}
              inputMode="decimal"
              placeholder="$"
              autoComplete="off"
            />
            <TextField
              control={control}
              name={`models.${index}.outputPricePerMillion`}
              label={t('outputPrice')}
              inputMode="decimal"
              placeholder="$"
              autoComplete="off"
            />
            <Button
              variant="ghost"
              size="icon"
              className="mt-6"
              aria-label={t('removeModel', { number: index + 1 })}
              onClick={() => remove(index)}
            >
              <X aria-hidden />
            </Button>
          </li>
        ))}
      </ul>
      <Button
        size="sm"
        className="mt-2.5"
        onClick={() => append({ name: '', inputPricePerMillion: '', outputPricePerMillion: '' })}
      >
        <Plus aria-hidden />
        {t('addModel')}
      </Button>
    </fieldset>
  );
}
