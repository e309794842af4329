'use client';

import { CircleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Schema } from '@/features/tools/definition';
import { fieldTitle } from '@/features/tools/schema-fields';
import { useEditorContext } from '../editor-context';
import { placeOf } from '../faults';

/** All that is wrong with the definition; each line leads to its place. */
export function FaultSummary({ onGoToStep }: { onGoToStep: (index: number) => void }) {
  const t = useTranslations('editor.faults');
  const { definition, kinds, faults } = useEditorContext();
  const fieldName = (index: number, field: string): string => {
    const kind = kinds.find((one) => one.kind === definition.steps[index]?.kind);
    return fieldTitle(field, (kind?.with as Schema | undefined)?.properties?.[field] ?? {});
  };
  if (faults.length === 0) return null;
  return (
    <div
      id="faults"
      role="status"
      className="rounded-lg border border-danger/40 bg-danger-soft px-3 py-2.5 text-[0.8125rem]"
    >
      <p className="flex items-center gap-2 font-medium text-danger">
        <CircleAlert aria-hidden className="size-4" />
        {t('title', { count: faults.length })}
      </p>
      <ul className="mt-1 grid grid-cols-1 gap-0.5 pl-6">
        {faults.map((fault) => {
          const place = placeOf(fault.pointer, definition);
          const name =
            place.part === 'step'
              ? [place.id, place.field && fieldName(place.index, place.field)]
                  .filter(Boolean)
                  .join(' › ')
              : place.part === 'inputs'
                ? [t('inputs'), place.name].filter(Boolean).join(' › ')
                : place.part === 'output'
                  ? [t('output'), place.key].filter(Boolean).join(' › ')
                  : t('definition');
          return (
            <li key={fault.pointer + fault.detail} className="break-words">
              {place.part === 'step' ? (
                <button
                  type="button"
                  className="font-medium underline underline-offset-2"
                  onClick={() => onGoToStep(place.index)}
                >
                  {name}
                </button>
              ) : (
                <span className="font-medium">{name}</span>
              )}
              : {fault.detail}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
