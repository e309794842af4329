'use client';

import { ChevronRight, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Field, FieldError } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Label } from '@/components/ui/label';
import {
  Select,
  SelectContent,
  SelectItem,
  SelectTrigger,
  SelectValue,
} from '@/components/ui/select';
import { Switch } from '@/components/ui/switch';
import { Textarea } from '@/components/ui/textarea';
import type { JsonValue, Schema } from '@/features/tools/definition';
import { fieldTitle } from '@/features/tools/schema-fields';
import { cn } from '@/lib/cn';
import { useEditorContext } from '../editor-context';
import { escapePointer, faultsWithin } from '../faults';
import { INPUT_TYPES, inputType, parseDefault, withType } from '../input-types';
import { JsonControl } from './json-control';

export interface InputRowProps {
  name: string;
  schema: Schema;
  isRequired: boolean;
  isTaken: (name: string) => boolean;
  isOpen: boolean;
  onToggle: () => void;
  onChange: (schema: Schema) => void;
  onRename: (name: string) => void;
  onRequired: (isRequired: boolean) => void;
  onRemove: () => void;
}

/** One input: closed its title and type, open everything about it. */
export function InputRow(props: InputRowProps) {
  const { name, schema, isRequired, isOpen, onToggle } = props;
  const t = useTranslations('editor.inputs');
  const { faults } = useEditorContext();
  const inside = faultsWithin(faults, `#/inputs/properties/${escapePointer(name)}`);
  return (
    <li>
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={onToggle}
        className="flex w-full items-center gap-2.5 px-3 py-2 text-left hover:bg-muted/60 focus-visible:-outline-offset-2"
      >
        <ChevronRight
          aria-hidden
          className={cn(
            'size-4 shrink-0 text-muted-foreground transition-transform',
            isOpen && 'rotate-90',
          )}
        />
        <span className="min-w-0 truncate font-medium">{fieldTitle(name, schema) || name}</span>
        <code className="truncate rounded-sm bg-muted px-1 font-mono text-xs text-muted-foreground max-sm:hidden">
          {name}
        </code>
        <span className="ml-auto flex shrink-0 items-center gap-1.5">
          {inside.length > 0 && <Badge tone="danger">{t('faulty')}</Badge>}
          {isRequired && <Badge tone="outline">{t('required')}</Badge>}
          <Badge>{t(`types.${inputType(schema)}`)}</Badge>
        </span>
      </button>
      {isOpen && (
        <div className="grid grid-cols-1 gap-3 bg-sunken/50 px-3 pt-1 pb-3 sm:pl-9">
          <InputForm {...props} />
          {inside.map((fault) => (
            <FieldError key={fault.pointer + fault.detail}>{fault.detail}</FieldError>
          ))}
        </div>
      )}
    </li>
  );
}

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

function InputForm({
  name,
  schema,
  isRequired,
  isTaken,
  onChange,
  onRename,
  onRequired,
  onRemove,
}: InputRowProps) {
  const t = useTranslations('editor.inputs');
  const common = useTranslations('common');
  const requiredId = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const shownName = typed ?? name;
  const nameError = isTaken(shownName)
    ? t('nameTaken')
    : NAME.test(shownName)
      ? undefined
      : t('nameForm');
  const rename = () => {
    if (typed !== null && typed !== name && !nameError) onRename(typed);
    setTyped(null);
  };
  const set = (member: keyof Schema, value: JsonValue | undefined) => {
    const { [member]: _, ...rest } = schema;
    onChange(value === undefined || value === '' ? rest : { ...schema, [member]: value });
  };
  const type = inputType(schema);
  return (
    <>
      <div className="grid items-start gap-3 sm:grid-cols-3">
        <Field label={t('inputTitle')}>
          <Input
            value={schema.title ?? ''}
            onChange={(event) => onChange({ ...schema, title: event.target.value })}
          />
        </Field>
        <Field label={t('name')} error={nameError}>
          <Input
            className="font-mono sm:text-[0.8125rem]"
            spellCheck={false}
            autoComplete="off"
            value={shownName}
            onChange={(event) => setTyped(event.target.value)}
            onBlur={rename}
            onKeyDown={(event) => event.key === 'Enter' && rename()}
          />
        </Field>
        <Select
          value={type}
          onValueChange={(next) =>
            next !== 'other' && onChange(withType(schema, next as (typeof INPUT_TYPES)[number]))
          }
        >
          <Field label={t('type')}>
            <SelectTrigger>
              <SelectValue />
            </SelectTrigger>
          </Field>
          <SelectContent>
            {INPUT_TYPES.map((one) => (
              <SelectItem key={one} value={one}>
                {t(`types.${one}`)}
              </SelectItem>
            ))}
            {type === 'other' && <SelectItem value="other">{t('types.other')}</SelectItem>}
          </SelectContent>
        </Select>
      </div>
      <Field label={t('description')} hint={common('optional')}>
        <Input
          value={schema.description ?? ''}
          onChange={(event) => set('description', event.target.value)}
        />
      </Field>
      {type === 'choice' && (
        <Field label={t('choices')} description={t('choicesHelp')}>
          <Textarea
            value={(schema.enum ?? []).map(String).join('\n')}
            onChange={(event) =>
              onChange({ ...schema, enum: [...new Set(event.target.value.split('\n'))] })
            }
          />
        </Field>
      )}
      {type === 'other' ? (
        <div className="grid grid-cols-1 gap-1.5">
          <JsonControl
            label={t('schema')}
            value={schema as JsonValue}
            onChange={(next) => onChange((next ?? {}) as Schema)}
            pointer={`#/inputs/properties/${escapePointer(name)}`}
          />
        </div>
      ) : (
        ['text', 'longText', 'number', 'date'].includes(type) && (
          <Field label={t('default')} hint={common('optional')}>
            <Input
              type={type === 'number' ? 'number' : type === 'date' ? 'date' : 'text'}
              value={
                schema.default === undefined || schema.default === null
                  ? ''
                  : String(schema.default)
              }
              onChange={(event) => set('default', parseDefault(event.target.value, type))}
            />
          </Field>
        )
      )}
      <div className="flex flex-wrap items-center justify-between gap-2">
        <span className="flex items-center gap-2">
          <Switch id={requiredId} checked={isRequired} onCheckedChange={onRequired} />
          <Label htmlFor={requiredId}>{t('required')}</Label>
        </span>
        <Button variant="ghost" size="sm" onClick={onRemove}>
          <Trash2 aria-hidden />
          {t('delete')}
        </Button>
      </div>
    </>
  );
}
