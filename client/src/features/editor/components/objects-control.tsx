'use client';

import { useTranslations } from 'next-intl';
import { isJsonObject } from '@/features/tools/definition';
import { AddRowButton, RemoveRowButton } from './row-buttons';
import type { ControlProps } from './setting-control';

/** A list of objects, each a small form of its own. */
export function ObjectsControl({ field, label, value, onChange, pointer, Form }: ControlProps) {
  const t = useTranslations('editor.setting');
  const items = Array.isArray(value) ? value.filter(isJsonObject) : [];
  const schema = field.schema.items ?? {};
  const nameOf = (index: number) => {
    const name = items[index]?.name;
    return typeof name === 'string' && name !== ''
      ? name
      : t('item', { name: label, number: index + 1 });
  };
  return (
    <div className="grid grid-cols-1 gap-2">
      {items.map((item, index) => (
        <div
          key={index}
          role="group"
          aria-label={nameOf(index)}
          className="relative rounded-lg border bg-sunken/50 p-3 pr-10"
        >
          <RemoveRowButton
            name={nameOf(index)}
            className="absolute top-1.5 right-1.5"
            onClick={() => onChange(items.toSpliced(index, 1))}
          />
          <Form
            schema={schema}
            value={item}
            onChange={(next) => onChange(items.with(index, next))}
            pointer={`${pointer}/${index}`}
          />
        </div>
      ))}
      <AddRowButton
        label={t('add')}
        onClick={() => onChange([...items, schema.required?.includes('name') ? { name: '' } : {}])}
      />
    </div>
  );
}
