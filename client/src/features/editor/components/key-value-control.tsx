'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { FieldError } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { type JsonObject, type JsonValue, isJsonObject } from '@/features/tools/definition';
import { isSame } from '@/features/tools/definition-diff';
import { useEditorContext, useSuggestions } from '../editor-context';
import { escapePointer, faultAt } from '../faults';
import { CodeField } from './code-field';
import { AddRowButton, RemoveRowButton } from './row-buttons';
import type { ControlProps } from './setting-control';

interface Row {
  key: string;
  value: JsonValue;
}

const toObject = (rows: readonly Row[]): JsonObject =>
  Object.fromEntries(rows.filter((row) => row.key !== '').map((row) => [row.key, row.value]));

/**
 * Rows of an object. They are kept beside the value, because a row without a key, or with the key of
 * another, is not yet part of it.
 */
function useRows(
  value: JsonObject,
  onChange: (value: JsonObject) => void,
): [Row[], (rows: Row[]) => void] {
  const fromValue = () => Object.entries(value).map(([key, item]): Row => ({ key, value: item }));
  const [rows, setRows] = useState<Row[]>(fromValue);
  // Changed from outside, such as by an undo.
  if (!isSame(toObject(rows), value)) setRows(fromValue());
  return [
    rows,
    (next) => {
      setRows(next);
      onChange(toObject(next));
    },
  ];
}

export interface KeyValueRowsProps {
  label: string;
  keyLabel: string;
  value: JsonObject;
  onChange: (value: JsonObject) => void;
  pointer: string;
}

/** Keys and the texts or expressions that they stand for. */
export function KeyValueRows({ label, keyLabel, value, onChange, pointer }: KeyValueRowsProps) {
  const t = useTranslations('editor.setting');
  const { faults } = useEditorContext();
  const suggestions = useSuggestions();
  const [rows, setRows] = useRows(value, onChange);
  return (
    <div className="grid grid-cols-1 gap-2">
      {rows.map((row, index) => {
        const error = faultAt(faults, `${pointer}/${escapePointer(row.key)}`);
        const isDouble = rows.some(
          (other, at) => at < index && other.key === row.key && row.key !== '',
        );
        return (
          <div key={index}>
            <div className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)_auto] items-start gap-1.5">
              <Input
                aria-label={t('keyOf', { name: keyLabel, number: index + 1 })}
                aria-invalid={isDouble || undefined}
                className="font-mono sm:text-[0.8125rem]"
                value={row.key}
                onChange={(event) => setRows(rows.with(index, { ...row, key: event.target.value }))}
              />
              <CodeField
                mode="template"
                label={t('valueOf', { name: row.key || keyLabel })}
                // What is no text is shown as JSON, and kept as it is until it is changed.
                value={
                  typeof row.value === 'string' ? row.value : JSON.stringify(row.value, null, 1)
                }
                onChange={(text) =>
                  setRows(
                    rows.with(index, {
                      ...row,
                      value: typeof row.value === 'string' ? text : parseOr(text),
                    }),
                  )
                }
                invalid={error !== undefined}
                suggestions={suggestions}
              />
              <RemoveRowButton
                name={row.key || label}
                onClick={() => setRows(rows.toSpliced(index, 1))}
              />
            </div>
            {(error || isDouble) && <FieldError>{isDouble ? t('doubleKey') : error}</FieldError>}
          </div>
        );
      })}
      <AddRowButton label={t('add')} onClick={() => setRows([...rows, { key: '', value: '' }])} />
    </div>
  );
}

function parseOr(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return text;
  }
}

export function KeyValueControl({ label, value, onChange, pointer }: ControlProps) {
  return (
    <KeyValueRows
      label={label}
      keyLabel={label}
      value={isJsonObject(value) ? value : {}}
      onChange={(next) => onChange(Object.keys(next).length > 0 ? next : undefined)}
      pointer={pointer}
    />
  );
}
