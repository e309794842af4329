'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import type { StepDefinition } from '@/features/tools/definition';
import { useEditorContext } from '../editor-context';
import { renameStep } from '../edits';
import { faultAt } from '../faults';

interface StepNamesProps {
  step: StepDefinition;
  index: number;
  pointer: string;
  onChange: (step: StepDefinition) => void;
}

const ID = /^[A-Za-z][A-Za-z0-9_]*$/;

/** What people call the step, and how expressions refer to it. */
export function StepNames({ step, index, pointer, onChange }: StepNamesProps) {
  const t = useTranslations('editor.step');
  const { definition, faults, update } = useEditorContext();
  // Kept here while it is typed: half an id must not be put into every expression that mentions it.
  const [typed, setTyped] = useState<string | null>(null);
  const id = typed ?? step.id;
  const isTaken = id !== step.id && definition.steps.some((other) => other.id === id);
  const isGood = ID.test(id) && !isTaken;
  const error = isTaken ? t('idTaken') : isGood ? faultAt(faults, `${pointer}/id`) : t('idForm');
  const rename = () => {
    if (typed !== null && isGood && typed !== step.id)
      update((doc) => renameStep(doc, index, typed));
    setTyped(null);
  };
  return (
    <div className="grid items-start gap-4 sm:grid-cols-2">
      <Field label={t('title')} error={faultAt(faults, `${pointer}/title`)}>
        <Input
          value={step.title ?? ''}
          onChange={(event) => {
            const { title: _, ...rest } = step;
            onChange(event.target.value ? { ...rest, title: event.target.value } : rest);
          }}
        />
      </Field>
      <Field label={t('id')} description={t('idHelp', { id: step.id })} error={error}>
        <Input
          className="font-mono sm:text-[0.8125rem]"
          spellCheck={false}
          autoComplete="off"
          value={id}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={rename}
          onKeyDown={(event) => event.key === 'Enter' && rename()}
        />
      </Field>
    </div>
  );
}
