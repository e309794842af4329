'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useForm } from 'react-hook-form';
import { Button } from '@/components/ui/button';
import { DialogClose, DialogFooter } from '@/components/ui/dialog';
import {
  CheckboxGroupField,
  FormProblem,
  SelectField,
  SubmitButton,
  TextField,
} from '@/components/ui/form';
import { browserApi } from '@/lib/api/client';
import { toolsQuery } from '@/lib/api/queries';
import { showProblem } from '@/lib/api/show-problem';
import type { CreatedApiKey } from '@/lib/api/types';
import { useWorkspace } from '@/lib/workspace-context';
import { createApiKey } from './mutations';
import { type ApiKeyValues, EXPIRY_CHOICES, apiKeySchema, toCreateBody } from './schema';
import { API_SCOPES } from './scopes';

export function ApiKeyForm({ onCreated }: { onCreated: (key: CreatedApiKey) => void }) {
  const t = useTranslations('apiKeys');
  const common = useTranslations('common');
  const validation = useTranslations('common.validation');
  const { workspace } = useWorkspace();
  const create = useMutation(createApiKey(workspace.slug));
  const tools = useInfiniteQuery(toolsQuery(browserApi, workspace.slug, { limit: 100 }));
  const toolItems = tools.data?.pages.flatMap((page) => page.items) ?? [];
  const form = useForm<ApiKeyValues>({
    resolver: zodResolver(apiKeySchema(validation)),
    defaultValues: { name: '', scopes: ['runs:create', 'runs:read'], expiry: '90', tools: [] },
  });
  const submit = form.handleSubmit(async (values) => {
    try {
      onCreated(await create.mutateAsync(toCreateBody(values)));
    } catch (error) {
      showProblem(form, error);
    }
  });
  return (
    <form onSubmit={submit} noValidate className="grid gap-5">
      <TextField
        control={form.control}
        name="name"
        label={t('create.name')}
        placeholder={t('create.namePlaceholder')}
        description={t('create.nameHelp')}
        autoComplete="off"
        required
      />
      <CheckboxGroupField
        control={form.control}
        name="scopes"
        label={t('create.scopes')}
        options={API_SCOPES.map((scope) => ({
          value: scope,
          label: t(`scopes.${scope}.label`),
          description: t(`scopes.${scope}.description`),
        }))}
      />
      <SelectField
        control={form.control}
        name="expiry"
        label={t('create.expires')}
        description={t('create.expiresHelp')}
        options={EXPIRY_CHOICES.map((value) => ({ value, label: t(`expiry.${value}`) }))}
      />
      {toolItems.length > 0 && (
        <CheckboxGroupField
          control={form.control}
          name="tools"
          label={t('create.tools')}
          description={t('create.toolsHelp')}
          options={toolItems.map((tool) => ({ value: tool.slug, label: tool.name }))}
        />
      )}
      <FormProblem form={form} />
      <DialogFooter>
        <DialogClose asChild>
          <Button>{common('cancel')}</Button>
        </DialogClose>
        <SubmitButton pending={create.isPending}>{t('create.submit')}</SubmitButton>
      </DialogFooter>
    </form>
  );
}
