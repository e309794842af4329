'use client';

import { useTranslations } from 'next-intl';
import { FieldError } from '@/components/ui/field';
import { Textarea } from '@/components/ui/textarea';
import { useEditorContext } from '../editor-context';
import { faultAt } from '../faults';
import { AddRowButton, RemoveRowButton } from './row-buttons';
import type { ControlProps } from './setting-control';

/** A list of texts, one field each, because a text may have several lines. */
export function TextsControl({
  label,
  value,
  onChange,
  pointer,
}: Pick<ControlProps, 'label' | 'value' | 'onChange' | 'pointer'>) {
  const t = useTranslations('editor.setting');
  const { faults } = useEditorContext();
  const items = Array.isArray(value) ? value.map(String) : [];
  const set = (next: string[]) => onChange(next.length > 0 ? next : undefined);
  return (
    <div className="grid grid-cols-1 gap-1.5">
      {items.map((item, index) => {
        const name = t('item', { name: label, number: index + 1 });
        const error = faultAt(faults, `${pointer}/${index}`);
        return (
          <div key={index}>
            <div className="flex items-start gap-1">
              <Textarea
                rows={1}
                className="max-h-40 min-h-8"
                aria-label={name}
                aria-invalid={error ? true : undefined}
                value={item}
                onChange={(event) => set(items.with(index, event.target.value))}
              />
              <RemoveRowButton name={name} onClick={() => set(items.toSpliced(index, 1))} />
            </div>
            {error && <FieldError>{error}</FieldError>}
          </div>
        );
      })}
      <AddRowButton label={t('add')} onClick={() => set([...items, ''])} />
    </div>
  );
}
