'use client';

import { useTranslations } from 'next-intl';
import { Field } from '@/components/ui/field';
import {
  Select,
  SelectContent,
  SelectItem,
  SelectTrigger,
  SelectValue,
} from '@/components/ui/select';
import { useWorkspace } from '@/lib/workspace-context';
import type { ProviderScope } from './provider-scope';

export interface ScopeFieldProps {
  value: ProviderScope;
  onChange: (scope: ProviderScope) => void;
}

/** Asks an admin who may use a new provider. */
export function ScopeField({ value, onChange }: ScopeFieldProps) {
  const t = useTranslations('providers.scope');
  const { workspace } = useWorkspace();
  return (
    <Select value={value} onValueChange={(next) => onChange(next as ProviderScope)}>
      <Field label={t('label')} description={t(`${value}Help`)}>
        <SelectTrigger>
          <SelectValue />
        </SelectTrigger>
      </Field>
      <SelectContent>
        <SelectItem value="workspace">{t('workspace', { name: workspace.name })}</SelectItem>
        <SelectItem value="platform">{t('platform')}</SelectItem>
      </SelectContent>
    </Select>
  );
}
