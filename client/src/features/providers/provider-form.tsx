'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import { Button } from '@/components/ui/button';
import { DialogFooter } from '@/components/ui/dialog';
import { FormProblem, SubmitButton, TextField } from '@/components/ui/form';
import { showProblem } from '@/lib/api/show-problem';
import { ModelRows } from './model-rows';
import { type ProviderScope, isInternalAddress } from './provider-scope';
import { type ProviderValues, providerSchema } from './schema';
import { ScopeField } from './scope-field';

export interface ProviderFormProps {
  values: ProviderValues;
  /** When it exists already: whether a key is stored, and for which address. */
  stored?: { hasKey: boolean; baseUrl: string };
  /** For whom it may be connected; with one entry there is nothing to choose. */
  scopes: readonly [ProviderScope, ...ProviderScope[]];
  exampleModel: string;
  submitLabel: ReactNode;
  cancel: ReactNode;
  /** Rejects when the server refuses; the form shows why. */
  onSubmit: (values: ProviderValues, scope: ProviderScope) => Promise<void>;
}

export function ProviderForm({
  values,
  stored,
  scopes,
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
  const isInternal = isInternalAddress(baseUrl.trim());
  // What runs in the server's own network cannot be reached for one workspace, mostly. Half an
  // address that is being typed says nothing, so what the form began with counts too.
  const [chosen, setChosen] = useState<ProviderScope>();
  const suggested: ProviderScope =
    isInternal || isInternalAddress(values.baseUrl) ? 'platform' : 'workspace';
  const scope = chosen ?? scopes.find((one) => one === suggested) ?? scopes[0];
  const losesKey = stored?.hasKey === true && baseUrl.trim() !== stored.baseUrl;
  const { isSubmitting } = form.formState;
  const submit = form.handleSubmit(async (entered) => {
    try {
      await onSubmit(entered, scope);
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
        description={t(isInternal ? `localHelp.${scope}` : 'baseUrlHelp')}
        inputMode="url"
        autoComplete="off"
        spellCheck={false}
        required
      />
      {scopes.length > 1 && <ScopeField value={scope} onChange={setChosen} />}
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
              : isInternal
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
