'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { parse, stringify } from 'yaml';
import { Button } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { FieldError } from '@/components/ui/field';
import { type Definition, isJsonObject, toDefinition, toJson } from '@/features/tools/definition';
import { isSame } from '@/features/tools/definition-diff';
import { useEditorContext, useSuggestions } from '../editor-context';
import { toDoc } from '../edits';
import { CodeField } from './code-field';

const FORMATS = ['yaml', 'json'] as const;
type Format = (typeof FORMATS)[number];

const write = (definition: Definition, format: Format): string =>
  format === 'json'
    ? JSON.stringify(toJson(definition), null, 2)
    : stringify(toJson(definition), { lineWidth: 0 });

/** The whole definition as text, to read, paste or keep in a repository. */
export function DefinitionView() {
  const t = useTranslations('editor.code');
  const { definition, update } = useEditorContext();
  const suggestions = useSuggestions();
  const [format, setFormat] = useState<Format>('yaml');
  const [text, setText] = useState(() => write(definition, 'yaml'));
  const [problem, setProblem] = useState<string | null>(null);
  // Changed from outside, such as by a newer draft.
  const [known, setKnown] = useState(definition);
  if (known !== definition) {
    setKnown(definition);
    if (problem === null && !isSame(known, definition)) setText(write(definition, format));
  }
  const show = (next: Format) => {
    setFormat(next);
    setText(write(definition, next));
    setProblem(null);
  };
  const change = (next: string) => {
    setText(next);
    try {
      const value: unknown = format === 'json' ? JSON.parse(next) : parse(next);
      if (!isJsonObject(value)) throw new Error(t('notObject'));
      const parsed = toDefinition(value);
      setProblem(null);
      setKnown(parsed);
      update((doc) => toDoc(parsed, doc));
    } catch (error) {
      setProblem(error instanceof Error ? (error.message.split('\n')[0] ?? '') : t('notObject'));
    }
  };
  return (
    <section aria-label={t('title')} className="grid grid-cols-1 gap-2">
      <div className="flex items-center justify-between">
        <div role="group" aria-label={t('format')} className="flex gap-1">
          {FORMATS.map((one) => (
            <Button
              key={one}
              variant="ghost"
              size="sm"
              aria-pressed={one === format}
              className={one === format ? 'bg-muted text-foreground' : undefined}
              onClick={() => show(one)}
            >
              {one.toUpperCase()}
            </Button>
          ))}
        </div>
        <CopyButton value={text} label={t('title')} />
      </div>
      <CodeField
        key={format}
        mode={format}
        label={t('title')}
        value={text}
        onChange={change}
        invalid={problem !== null}
        suggestions={suggestions}
        className="[&_.cm-content]:min-h-96 [&_.cm-scroller]:max-h-none!"
      />
      {problem !== null && <FieldError>{t('invalid', { problem })}</FieldError>}
    </section>
  );
}
