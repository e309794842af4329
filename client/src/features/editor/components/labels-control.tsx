'use client';

import { ChevronRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { FieldError } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Textarea } from '@/components/ui/textarea';
import { type JsonObject, isJsonObject } from '@/features/tools/definition';
import { useEditorContext } from '../editor-context';
import { faultAt } from '../faults';
import { AddRowButton, RemoveRowButton } from './row-buttons';
import type { ControlProps } from './setting-control';
import { TextsControl } from './texts-control';

/** The labels of a classification: name, what belongs there, and examples. */
export function LabelsControl({ value, onChange, pointer }: ControlProps) {
  const t = useTranslations('editor.labels');
  const labels = Array.isArray(value) ? value.filter(isJsonObject) : [];
  return (
    <div className="grid grid-cols-1 gap-2">
      {labels.length > 0 && (
        <ul className="divide-y overflow-hidden rounded-lg border">
          {labels.map((label, index) => (
            <LabelRow
              key={index}
              number={index + 1}
              label={label}
              pointer={`${pointer}/${index}`}
              onChange={(next) => onChange(labels.with(index, next))}
              onRemove={() => onChange(labels.toSpliced(index, 1))}
            />
          ))}
        </ul>
      )}
      <AddRowButton label={t('add')} onClick={() => onChange([...labels, { name: '' }])} />
    </div>
  );
}

interface LabelRowProps {
  number: number;
  label: JsonObject;
  pointer: string;
  onChange: (label: JsonObject) => void;
  onRemove: () => void;
}

function LabelRow({ number, label, pointer, onChange, onRemove }: LabelRowProps) {
  const t = useTranslations('editor.labels');
  const { faults } = useEditorContext();
  const nameError = faultAt(faults, `${pointer}/name`);
  const error = nameError ?? faultAt(faults, pointer) ?? faultAt(faults, `${pointer}/description`);
  const examples = Array.isArray(label.examples) ? label.examples.length : 0;
  const name = typeof label.name === 'string' ? label.name : '';
  const set = (key: string, next: JsonObject[string] | undefined) => {
    const { [key]: _, ...rest } = label;
    onChange(next === undefined ? rest : { ...label, [key]: next });
  };
  return (
    <li className="grid grid-cols-1 gap-1.5 bg-surface p-2">
      <div className="grid grid-cols-[1fr_auto] items-start gap-1.5 sm:grid-cols-[minmax(0,10rem)_1fr_auto]">
        <Input
          aria-label={t('name', { number })}
          aria-invalid={nameError ? true : undefined}
          placeholder={t('namePlaceholder')}
          className="font-medium"
          value={name}
          onChange={(event) => set('name', event.target.value)}
        />
        <Textarea
          rows={1}
          aria-label={t('description', { number })}
          placeholder={t('descriptionPlaceholder')}
          className="min-h-8 max-sm:order-3 max-sm:col-span-2"
          value={typeof label.description === 'string' ? label.description : ''}
          onChange={(event) => set('description', event.target.value || undefined)}
        />
        <RemoveRowButton name={name || t('name', { number })} onClick={onRemove} />
      </div>
      {error && <FieldError>{error}</FieldError>}
      <details className="group">
        <summary className="flex w-fit list-none items-center gap-1 rounded-sm py-1 text-xs text-muted-foreground hover:text-foreground [&::-webkit-details-marker]:hidden">
          <ChevronRight
            aria-hidden
            className="size-3.5 transition-transform group-open:rotate-90"
          />
          {t('examples', { count: examples })}
        </summary>
        <div className="pt-1.5 pl-4.5">
          <TextsControl
            label={t('example')}
            value={label.examples}
            onChange={(next) => set('examples', next)}
            pointer={`${pointer}/examples`}
          />
        </div>
      </details>
    </li>
  );
}
