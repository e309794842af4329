'use client';

import type { ComponentType, ReactNode } from 'react';
import { Input } from '@/components/ui/input';
import {
  Select,
  SelectContent,
  SelectItem,
  SelectTrigger,
  SelectValue,
} from '@/components/ui/select';
import { Switch } from '@/components/ui/switch';
import { type JsonValue, isJsonObject } from '@/features/tools/definition';
import { type SchemaField, fieldTitle } from '@/features/tools/schema-fields';
import { useEditorContext, useSuggestions } from '../editor-context';
import { faultAt } from '../faults';
import { ChoicesControl } from './choices-control';
import { CodeField } from './code-field';
import { JsonControl } from './json-control';
import { KeyValueControl } from './key-value-control';
import { LabelsControl } from './labels-control';
import { ModelControl } from './model-control';
import { ObjectsControl } from './objects-control';
import { SettingFrame } from './setting-frame';
import type { SettingsFormProps } from './settings-form';
import { TextsControl } from './texts-control';

export interface SettingControlProps {
  field: SchemaField;
  value: JsonValue | undefined;
  /** `undefined` takes the setting out of the definition. */
  onChange: (value: JsonValue | undefined) => void;
  pointer: string;
  /** Draws the form of an object inside; given, because that form is made of controls like this one. */
  Form: ComponentType<SettingsFormProps>;
  onRemove?: (() => void) | undefined;
}

/** What the controls inside a frame are given. */
export interface ControlProps {
  field: SchemaField;
  label: string;
  value: JsonValue | undefined;
  onChange: (value: JsonValue | undefined) => void;
  pointer: string;
  Form: ComponentType<SettingsFormProps>;
  invalid: boolean;
  describedBy: string | undefined;
}

const TEXT_KINDS = new Set(['text', 'longText', 'date']);

/** One setting of a step: a control that fits its schema, or an expression in its place. */
export function SettingControl({
  field,
  value,
  onChange,
  pointer,
  Form,
  onRemove,
}: SettingControlProps) {
  const { faults } = useEditorContext();
  const { name, schema, kind, required } = field;
  const label = fieldTitle(name, schema);
  const error = faultAt(faults, pointer);
  const isText = TEXT_KINDS.has(kind) && schema['x-widget'] !== 'model';
  // A text where none belongs can only be an expression.
  const isExpression =
    !isText &&
    typeof value === 'string' &&
    (value.includes('{{') || (kind !== 'choice' && schema['x-widget'] !== 'model'));
  const toggle = () => onChange(isExpression ? undefined : '{{  }}');
  return (
    <SettingFrame
      label={label}
      description={schema.description}
      error={error}
      required={required}
      expression={isText ? undefined : { isOn: isExpression, onToggle: toggle }}
      onRemove={onRemove}
    >
      {(describedBy) => {
        const props = {
          field,
          label,
          value,
          onChange,
          pointer,
          Form,
          describedBy,
          invalid: error !== undefined,
        };
        return isText || isExpression ? (
          <TemplateControl {...props} />
        ) : (
          <PlainControl {...props} />
        );
      }}
    </SettingFrame>
  );
}

/** Text with `{{ expressions }}` in it. */
function TemplateControl({ field, label, value, onChange, invalid, describedBy }: ControlProps) {
  const suggestions = useSuggestions();
  const example = field.schema.examples?.[0];
  return (
    <CodeField
      mode="template"
      oneLine={field.kind !== 'longText'}
      label={label}
      value={typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value)}
      onChange={(text) => onChange(text === '' && !field.required ? undefined : text)}
      placeholder={typeof example === 'string' ? example : ''}
      invalid={invalid}
      describedBy={describedBy}
      suggestions={suggestions}
      className={field.kind === 'longText' ? '[&_.cm-content]:min-h-16' : undefined}
    />
  );
}

function PlainControl(props: ControlProps): ReactNode {
  const { field, label, value, onChange, pointer, Form, invalid, describedBy } = props;
  const { schema, kind } = field;
  const aria = {
    'aria-label': label,
    'aria-invalid': invalid || undefined,
    'aria-describedby': describedBy,
  };
  if (schema['x-widget'] === 'model') return <ModelControl {...props} />;
  if (schema['x-widget'] === 'labels') return <LabelsControl {...props} />;
  switch (kind) {
    case 'number':
      return (
        <Input
          {...aria}
          type="number"
          inputMode="decimal"
          className="max-w-40"
          step={schema.type === 'integer' ? 1 : 'any'}
          min={schema.minimum}
          max={schema.maximum}
          placeholder={schema.default === undefined ? '' : String(schema.default)}
          value={typeof value === 'number' ? value : ''}
          onChange={(event) =>
            onChange(
              Number.isNaN(event.target.valueAsNumber) ? undefined : event.target.valueAsNumber,
            )
          }
        />
      );
    case 'boolean':
      return (
        <Switch {...aria} checked={(value ?? schema.default) === true} onCheckedChange={onChange} />
      );
    case 'choice':
      return (
        <Select
          value={String(value ?? schema.default ?? '')}
          onValueChange={(chosen) => onChange(schema.enum?.find((one) => String(one) === chosen))}
        >
          <SelectTrigger {...aria} className="max-w-60">
            <SelectValue />
          </SelectTrigger>
          <SelectContent>
            {(schema.enum ?? []).map((option) => (
              <SelectItem key={String(option)} value={String(option)}>
                {String(option)}
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
      );
    case 'choices':
      return <ChoicesControl {...props} />;
    case 'texts':
      return <TextsControl {...props} />;
    case 'objects':
      return <ObjectsControl {...props} />;
    case 'keyValue':
      return <KeyValueControl {...props} />;
    case 'object':
      return (
        <div className="rounded-lg border p-3">
          <Form
            schema={schema}
            value={isJsonObject(value) ? value : {}}
            onChange={onChange}
            pointer={pointer}
          />
        </div>
      );
    default:
      return <JsonControl {...props} />;
  }
}
