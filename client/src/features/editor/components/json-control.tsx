'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { FieldError } from '@/components/ui/field';
import type { JsonValue } from '@/features/tools/definition';
import { isSame } from '@/features/tools/definition-diff';
import { useEditorContext, useSuggestions } from '../editor-context';
import { faultsWithin } from '../faults';
import { CodeField } from './code-field';
import type { ControlProps } from './setting-control';

export type JsonControlProps = Pick<ControlProps, 'label' | 'value' | 'onChange' | 'pointer'> & {
  describedBy?: string | undefined;
};

/** Any JSON, with expressions in its texts. What is not valid stays here until it is. */
export function JsonControl({ label, value, onChange, pointer, describedBy }: JsonControlProps) {
  const t = useTranslations('editor.json');
  const { faults } = useEditorContext();
  const suggestions = useSuggestions();
  const format = (one: JsonValue | undefined) =>
    one === undefined ? '' : JSON.stringify(one, null, 2);
  const [text, setText] = useState(() => format(value));
  const parsed = parse(text);
  // Changed from outside, such as by an undo.
  const [known, setKnown] = useState(value);
  if (!isSame(known, value)) {
    setKnown(value);
    if (!parsed.isValid || !isSame(parsed.value, value)) setText(format(value));
  }
  const inside = faultsWithin(faults, pointer).filter((fault) => fault.pointer !== pointer);
  const change = (next: string) => {
    setText(next);
    const result = parse(next);
    if (result.isValid) {
      setKnown(result.value);
      onChange(result.value);
    }
  };
  return (
    <>
      <CodeField
        mode="json"
        label={label}
        value={text}
        onChange={change}
        invalid={!parsed.isValid || inside.length > 0}
        describedBy={describedBy}
        suggestions={suggestions}
        className="[&_.cm-content]:min-h-16"
      />
      {!parsed.isValid && <FieldError>{t('invalid')}</FieldError>}
      {inside.map((fault) => (
        <FieldError key={fault.pointer + fault.detail}>
          <code className="font-mono">{fault.pointer.slice(pointer.length + 1)}</code>{' '}
          {fault.detail}
        </FieldError>
      ))}
    </>
  );
}

type Parsed = { isValid: true; value: JsonValue | undefined } | { isValid: false };

function parse(text: string): Parsed {
  if (text.trim() === '') return { isValid: true, value: undefined };
  try {
    return { isValid: true, value: JSON.parse(text) as JsonValue };
  } catch {
    return { isValid: false };
  }
}
