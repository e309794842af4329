'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useTranslations } from 'next-intl';
import { useForm, useWatch } from 'react-hook-form';
import { Button } from '@/components/ui/button';
import { DialogFooter } from '@/components/ui/dialog';
import { FormProblem, SubmitButton, TextField } from '@/components/ui/form';
import { showProblem } from '@/lib/api/show-problem';
import type { ReactNode } from 'react';
import { ModelRows } from './model-rows';
import { type ProviderValues, providerSchema } from './schema';

export interface ProviderFormProps {
  values: ProviderValues;
  /** When it exists already: whether a key is stored, and for which address. */
  stored?: { hasKey: boolean; baseUrl: string };
  isLocal: boolean;
  exampleModel: string;
  submitLabel: ReactNode;
  cancel: ReactNode;
  /** Rejects when the server refuses; the form shows why. */
  onSubmit: (values: ProviderValues) => Promise<void>;
}

export function ProviderForm({
  values,
  stored,
  isLocal,
  exampleModel,
  submitLabel,
  cancel,
  onSubmit,
}: ProviderFormProps) {
  const t = useTranslations('providers.form');
  const common = useTranslations('common');
  const validation = useTranslations('common.validation');
  const form = useForm<ProviderValues>({
    resolver: zodResolver(providerSchema(validation)),
    defaultValues: values,
  });
  const baseUrl = useWatch({ control: form.control, name: 'baseUrl' });
  const losesKey = stored?.hasKey === true && baseUrl.trim() !== stored.baseUrl;
  const { isSubmitting } = form.formState;
  const submit = form.handleSubmit(async (entered) => {
    try {
      await onSubmit(entered);
    } catch (error) {
      showProblem(form, error);
    }
  });
  return (
    <form onSubmit={submit} noValidate className="grid gap-5">
      <TextField
        control={form.control}
        name="name"
        label={t('name')}
        description={t('nameHelp')}
        autoComplete="off"
        autoFocus
        required
      />
      <TextField
        control={form.control}
        name="baseUrl"
        label={t('baseUrl')}
        description={isLocal ? t('localHelp') : t('baseUrlHelp')}
        inputMode="url"
        autoComplete="off"
        spellCheck={false}
        required
      />
      <TextField
        control={form.control}
        name="apiKey"
        label={t('apiKey')}
        type="password"
        // Not the password of an account: managers must not fill theirs in or offer to keep it.
        autoComplete="off"
        hint={common('optional')}
        description={
          losesKey
            ? t('baseUrlChanged')
            : stored?.hasKey
              ? t('apiKeyKeep')
              : isLocal
                ? t('apiKeyNone')
                : undefined
        }
      />
      <ModelRows control={form.control} exampleModel={exampleModel} />
      <FormProblem form={form} />
      <DialogFooter>
        {cancel}
        <SubmitButton pending={isSubmitting}>{submitLabel}</SubmitButton>
      </DialogFooter>
    </form>
  );
}

/** The button that leaves a form without saving. */
export function CancelButton({ onClick, children }: { onClick: () => void; children: ReactNode }) {
  return <Button onClick={onClick}>{children}</Button>;
}
