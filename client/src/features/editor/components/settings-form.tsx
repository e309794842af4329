'use client';

import { Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { JsonObject, JsonValue, Schema } from '@/features/tools/definition';
import { fieldTitle, schemaFields } from '@/features/tools/schema-fields';
import { escapePointer } from '../faults';
import { SettingControl } from './setting-control';

export interface SettingsFormProps {
  schema: Schema;
  value: JsonObject;
  onChange: (value: JsonObject) => void;
  /** Where `value` stands in the definition, for faults. */
  pointer: string;
}

/** Optional settings that one nearly always wants to see. */
const PINNED = new Set(['model', 'method', 'what', 'value', 'description']);

/**
 * A form made from a JSON Schema. Optional settings wait as buttons until they are wanted, so that
 * a step shows what it uses and no more.
 */
export function SettingsForm({ schema, value, onChange, pointer }: SettingsFormProps) {
  const t = useTranslations('editor.setting');
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const fields = schemaFields(schema);
  const isShown = (name: string, required: boolean) =>
    required || name in value || opened.has(name) || PINNED.has(name);
  const shown = fields.filter((field) => isShown(field.name, field.required));
  const hidden = fields.filter((field) => !isShown(field.name, field.required));
  const set = (name: string, next: JsonValue | undefined) => {
    const { [name]: _, ...rest } = value;
    onChange(next === undefined ? rest : { ...value, [name]: next });
  };
  return (
    <div className="grid grid-cols-1 gap-4">
      {shown.map((field) => (
        <SettingControl
          key={field.name}
          field={field}
          value={value[field.name]}
          onChange={(next) => set(field.name, next)}
          pointer={`${pointer}/${escapePointer(field.name)}`}
          Form={SettingsForm}
          onRemove={
            field.required || PINNED.has(field.name)
              ? undefined
              : () => {
                  setOpened(new Set([...opened].filter((name) => name !== field.name)));
                  set(field.name, undefined);
                }
          }
        />
      ))}
      {hidden.length > 0 && (
        <div role="group" aria-label={t('more')} className="flex flex-wrap gap-1.5">
          {hidden.map(({ name, schema: property }) => (
            <button
              key={name}
              type="button"
              title={property.description}
              onClick={() => setOpened(new Set([...opened, name]))}
              className="inline-flex h-6 items-center gap-1 rounded-full border border-dashed border-border-strong/60 px-2 text-xs text-muted-foreground hover:border-solid hover:bg-muted hover:text-foreground"
            >
              <Plus aria-hidden className="size-3" />
              {fieldTitle(name, property)}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
