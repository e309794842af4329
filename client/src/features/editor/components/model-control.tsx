'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { useId } from 'react';
import { Input } from '@/components/ui/input';
import { browserApi } from '@/lib/api/client';
import { modelsQuery } from '@/lib/api/queries';
import { useWorkspace } from '@/lib/workspace-context';
import type { ControlProps } from './setting-control';

/** A model by its alias, or as provider/model; those that are connected are suggested. */
export function ModelControl({
  field,
  label,
  value,
  onChange,
  invalid,
  describedBy,
}: ControlProps) {
  const t = useTranslations('editor.model');
  const { workspace, base } = useWorkspace();
  const id = useId();
  const models = useQuery(modelsQuery(browserApi, workspace.slug));
  return (
    <>
      <Input
        aria-label={label}
        aria-invalid={invalid || undefined}
        aria-describedby={describedBy}
        list={id}
        className="max-w-80"
        spellCheck={false}
        placeholder={String(field.schema.default ?? '')}
        value={typeof value === 'string' ? value : ''}
        onChange={(event) => onChange(event.target.value || undefined)}
      />
      <datalist id={id}>
        {models.data?.aliases.map(({ alias, provider, model }) => (
          <option key={alias} value={alias} label={`${provider}/${model}`} />
        ))}
        {models.data?.models.map(({ id: model }) => (
          <option key={model} value={model} />
        ))}
      </datalist>
      {models.data?.providers.length === 0 && (
        <p className="text-xs text-warning">
          {t('none')}{' '}
          <Link
            href={`${base}/settings/providers`}
            className="font-medium underline underline-offset-2"
          >
            {t('connect')}
          </Link>
        </p>
      )}
    </>
  );
}
