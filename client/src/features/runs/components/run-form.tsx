'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
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
import type { JsonObject, JsonValue, Schema } from '@/features/tools/definition';
import { type SchemaField, fieldTitle, schemaFields } from '@/features/tools/schema-fields';
import { type InputFaults, toLines } from '../run-inputs';

export interface RunFormProps {
  schema: Schema;
  inputs: JsonObject;
  onChange: (inputs: JsonObject) => void;
  faults: InputFaults;
  onSubmit: () => void;
  /** The buttons below the fields; one of them submits. */
  children: ReactNode;
}

/** A form made from the schema of a tool's inputs. */
export function RunForm({ schema, inputs, onChange, faults, onSubmit, children }: RunFormProps) {
  const t = useTranslations('runs.form');
  const fields = schemaFields(schema);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <form onSubmit={submit} noValidate className="grid grid-cols-1 gap-4">
      {fields.length === 0 && (
        <p className="text-[0.8125rem] text-muted-foreground">{t('noInputs')}</p>
      )}
      {fields.map((field) => (
        <InputField
          key={field.name}
          field={field}
          value={inputs[field.name]}
          error={faults[field.name]}
          onChange={(value) => onChange({ ...inputs, [field.name]: value })}
        />
      ))}
      {faults[''] && <FieldError>{faults['']}</FieldError>}
      {children}
    </form>
  );
}

interface InputFieldProps {
  field: SchemaField;
  value: JsonValue | undefined;
  error: string | undefined;
  onChange: (value: JsonValue) => void;
}

function InputField({ field, value, error, onChange }: InputFieldProps) {
  const t = useTranslations('runs.form');
  const common = useTranslations('common');
  const id = useId();
  const { name, schema, kind, required } = field;
  const labels = {
    label: fieldTitle(name, schema),
    description: schema.description,
    error,
    required,
    hint: required ? undefined : common('optional'),
  };
  switch (kind) {
    case 'boolean':
      return (
        <div className="flex items-start justify-between gap-3">
          <div>
            <Label htmlFor={id}>{labels.label}</Label>
            {schema.description && (
              <p className="text-xs text-muted-foreground">{schema.description}</p>
            )}
            {error && <FieldError>{error}</FieldError>}
          </div>
          <Switch id={id} checked={value === true} onCheckedChange={onChange} />
        </div>
      );
    case 'choice':
      return (
        <Select
          value={value === undefined || value === '' ? '' : JSON.stringify(value)}
          onValueChange={(chosen) => onChange(JSON.parse(chosen) as JsonValue)}
        >
          <Field {...labels}>
            <SelectTrigger>
              <SelectValue placeholder={t('choose')} />
            </SelectTrigger>
          </Field>
          <SelectContent>
            {(schema.enum ?? []).map((option) => (
              <SelectItem key={JSON.stringify(option)} value={JSON.stringify(option)}>
                {String(option)}
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
      );
    case 'number':
      return (
        <Field {...labels}>
          <Input
            type="number"
            inputMode="decimal"
            step={schema.type === 'integer' ? 1 : 'any'}
            min={schema.minimum}
            max={schema.maximum}
            value={typeof value === 'number' ? value : ''}
            onChange={(event) =>
              onChange(Number.isNaN(event.target.valueAsNumber) ? '' : event.target.valueAsNumber)
            }
          />
        </Field>
      );
    case 'date':
      return (
        <Field {...labels}>
          <Input
            type="date"
            value={typeof value === 'string' ? value : ''}
            onChange={(event) => onChange(event.target.value)}
          />
        </Field>
      );
    case 'longText':
      return (
        <Field {...labels}>
          <Textarea
            rows={5}
            className="max-h-80 min-h-28"
            value={typeof value === 'string' ? value : ''}
            onChange={(event) => onChange(event.target.value)}
          />
        </Field>
      );
    case 'text':
      return (
        <Field {...labels}>
          <Input
            value={typeof value === 'string' ? value : ''}
            onChange={(event) => onChange(event.target.value)}
          />
        </Field>
      );
    case 'texts':
    case 'choices':
      return (
        <Field {...labels} description={schema.description ?? t('onePerLine')}>
          <Textarea
            value={toLines(value)}
            onChange={(event) =>
              onChange(event.target.value === '' ? [] : event.target.value.split('\n'))
            }
          />
        </Field>
      );
    default:
      return <JsonField {...labels} value={value} onChange={onChange} />;
  }
}

interface JsonFieldProps {
  label: string;
  description: string | undefined;
  error: string | undefined;
  required: boolean;
  hint: string | undefined;
  value: JsonValue | undefined;
  onChange: (value: JsonValue) => void;
}

/** For what has no control of its own; the text is kept as typed, also while it is not yet valid. */
function JsonField({ value, onChange, error, description, ...labels }: JsonFieldProps) {
  const t = useTranslations('runs.form');
  // Belongs to the value that it was typed for: another value from outside replaces it.
  const [typed, setTyped] = useState<{
    text: string;
    isValid: boolean;
    value: JsonValue | undefined;
  } | null>(null);
  const current = typed && typed.value === value ? typed : null;
  const shown =
    current?.text ?? (value === undefined || value === '' ? '' : JSON.stringify(value, null, 2));
  const change = (text: string) => {
    try {
      const parsed = text.trim() === '' ? '' : (JSON.parse(text) as JsonValue);
      setTyped({ text, isValid: true, value: parsed });
      onChange(parsed);
    } catch {
      setTyped({ text, isValid: false, value });
    }
  };
  return (
    <Field
      {...labels}
      description={description ?? t('json')}
      error={current?.isValid === false ? t('notJson') : error}
    >
      <Textarea
        spellCheck={false}
        className="font-mono"
        value={shown}
        onChange={(event) => change(event.target.value)}
      />
    </Field>
  );
}
