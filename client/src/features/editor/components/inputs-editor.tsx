'use client';

import { Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { toast } from 'sonner';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { FieldError } from '@/components/ui/field';
import type { JsonValue, Schema } from '@/features/tools/definition';
import { useEditorContext } from '../editor-context';
import { changeInputs } from '../edits';
import { faultAt } from '../faults';
import {
  freeName,
  insertProperty,
  removeProperty,
  renameProperty,
  setProperty,
  setRequired,
  withType,
} from '../input-types';
import { InputRow } from './input-row';
import { JsonControl } from './json-control';

/** What the tool asks for: a list of inputs, or their JSON Schema. */
export function InputsEditor() {
  const t = useTranslations('editor.inputs');
  const { definition, faults, update } = useEditorContext();
  const [open, setOpen] = useState<string | null>(null);
  const [isRaw, setRaw] = useState(false);
  const schema = definition.inputs;
  const entries = Object.entries(schema.properties ?? {});
  const set = (next: Schema) => update((doc) => changeInputs(doc, next));
  const error = ['#/inputs', '#/inputs/properties', '#/inputs/required', '#/inputs/type']
    .map((pointer) => faultAt(faults, pointer))
    .find(Boolean);

  const add = () => {
    const name = freeName(schema);
    set(setProperty(schema, name, withType({ title: '' }, 'text')));
    setOpen(name);
  };
  const remove = (name: string, index: number) => {
    const property = schema.properties?.[name];
    if (!property) return;
    const isRequired = schema.required?.includes(name) ?? false;
    set(removeProperty(schema, name));
    toast(t('deleted', { name }), {
      action: {
        label: t('undo'),
        onClick: () =>
          update((doc) =>
            changeInputs(
              doc,
              insertProperty(doc.definition.inputs, index, name, property, isRequired),
            ),
          ),
      },
    });
  };
  const rename = (from: string, to: string) => {
    update((doc) =>
      changeInputs(doc, renameProperty(doc.definition.inputs, from, to), { from, to }),
    );
    setOpen(to);
  };
  return (
    <section aria-label={t('title')}>
      <div className="mb-2 flex h-8 items-center justify-between">
        <h2 className="text-sm font-semibold">{t('title')}</h2>
        <Button
          variant="ghost"
          size="sm"
          aria-pressed={isRaw}
          className={isRaw ? 'bg-muted text-foreground' : undefined}
          onClick={() => setRaw(!isRaw)}
        >
          {t('raw')}
        </Button>
      </div>
      <Card className="overflow-hidden">
        {isRaw ? (
          <div className="grid grid-cols-1 gap-1.5 p-3">
            <JsonControl
              label={t('schema')}
              value={schema as JsonValue}
              onChange={(next) => set((next ?? { type: 'object', properties: {} }) as Schema)}
              pointer="#/inputs"
            />
          </div>
        ) : (
          <>
            {entries.length > 0 && (
              <ul className="divide-y">
                {entries.map(([name, property], index) => (
                  <InputRow
                    // The place, not the name: a row stays the same while it is renamed.
                    key={index}
                    name={name}
                    schema={property}
                    isRequired={schema.required?.includes(name) ?? false}
                    isTaken={(other) => other !== name && entries.some(([one]) => one === other)}
                    isOpen={open === name}
                    onToggle={() => setOpen(open === name ? null : name)}
                    onChange={(next) => set(setProperty(schema, name, next))}
                    onRename={(to) => rename(name, to)}
                    onRequired={(isRequired) => set(setRequired(schema, name, isRequired))}
                    onRemove={() => remove(name, index)}
                  />
                ))}
              </ul>
            )}
            {error && (
              <div className="border-t px-3 py-2">
                <FieldError>{error}</FieldError>
              </div>
            )}
            <Button
              variant="ghost"
              className="w-full justify-start rounded-none border-t px-3 first:border-t-0"
              onClick={add}
            >
              <Plus aria-hidden />
              {t('add')}
            </Button>
          </>
        )}
      </Card>
    </section>
  );
}
