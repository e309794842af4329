'use client';

import { ChevronRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import {
  Select,
  SelectContent,
  SelectItem,
  SelectTrigger,
  SelectValue,
} from '@/components/ui/select';
import type { StepDefinition } from '@/features/tools/definition';
import { useEditorContext, useSuggestions } from '../editor-context';
import { faultAt } from '../faults';
import { ToggleChips } from './choices-control';
import { CodeField } from './code-field';
import { SettingFrame } from './setting-frame';

interface StepAdvancedProps {
  step: StepDefinition;
  index: number;
  pointer: string;
  timeoutSeconds: number | undefined;
  onChange: (step: StepDefinition) => void;
}

/** When a step runs, and what happens when it does not work. */
export function StepAdvanced({
  step,
  index,
  pointer,
  timeoutSeconds,
  onChange,
}: StepAdvancedProps) {
  const t = useTranslations('editor.advanced');
  const { definition, faults } = useEditorContext();
  const suggestions = useSuggestions({ isExpression: true });
  const used = [
    step.when,
    step.after?.length,
    step.retry,
    step.timeoutSeconds,
    step.onError === 'continue',
  ].filter(Boolean).length;
  const set = <Key extends keyof StepDefinition>(
    key: Key,
    value: StepDefinition[Key] | undefined,
  ) => {
    const { [key]: _, ...rest } = step;
    onChange((value === undefined ? rest : { ...rest, [key]: value }) as StepDefinition);
  };
  const number = (text: number) => (Number.isNaN(text) ? undefined : text);
  const others = definition.steps
    .filter((_, at) => at !== index)
    .map((other) => ({ value: other.id, label: other.id }));
  const whenError = faultAt(faults, `${pointer}/when`);
  const isFaulty = faults.some(({ pointer: at }) =>
    FIELDS.some((field) => at.startsWith(`${pointer}/${field}`)),
  );
  return (
    <details className="group rounded-lg border" open={isFaulty || undefined}>
      <summary className="flex list-none items-center gap-1.5 rounded-lg px-3 py-2 text-[0.8125rem] font-medium hover:bg-muted [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          className="size-4 text-muted-foreground transition-transform group-open:rotate-90"
        />
        {t('title')}
        {used > 0 && (
          <span className="font-normal text-muted-foreground">{t('used', { count: used })}</span>
        )}
      </summary>
      <div className="grid grid-cols-1 gap-4 border-t p-3">
        <SettingFrame label={t('when')} description={t('whenHelp')} error={whenError}>
          {(describedBy) => (
            <CodeField
              mode="expression"
              oneLine
              label={t('when')}
              value={step.when ?? ''}
              onChange={(text) => set('when', text === '' ? undefined : text)}
              placeholder="{{ steps.team.label = 'billing' }}"
              invalid={whenError !== undefined}
              describedBy={describedBy}
              suggestions={suggestions}
            />
          )}
        </SettingFrame>
        {others.length > 0 && (
          <SettingFrame
            label={t('after')}
            description={t('afterHelp')}
            error={faultAt(faults, `${pointer}/after`)}
          >
            {() => (
              <ToggleChips
                label={t('after')}
                options={others}
                chosen={step.after ?? []}
                onChange={(after) => set('after', after.length > 0 ? after : undefined)}
              />
            )}
          </SettingFrame>
        )}
        <div className="grid items-start gap-4 sm:grid-cols-3">
          <Field label={t('attempts')} error={faultAt(faults, `${pointer}/retry/attempts`)}>
            <Input
              type="number"
              min={1}
              max={10}
              placeholder="1"
              value={step.retry?.attempts ?? ''}
              onChange={(event) => {
                const attempts = number(event.target.valueAsNumber);
                set('retry', attempts === undefined ? undefined : { ...step.retry, attempts });
              }}
            />
          </Field>
          <Field label={t('backoff')} error={faultAt(faults, `${pointer}/retry/backoffSeconds`)}>
            <Input
              type="number"
              min={0}
              placeholder="1"
              disabled={!step.retry}
              value={step.retry?.backoffSeconds ?? ''}
              onChange={(event) => {
                if (!step.retry) return;
                const { backoffSeconds: _, ...retry } = step.retry;
                const seconds = number(event.target.valueAsNumber);
                set('retry', seconds === undefined ? retry : { ...retry, backoffSeconds: seconds });
              }}
            />
          </Field>
          <Field label={t('timeout')} error={faultAt(faults, `${pointer}/timeoutSeconds`)}>
            <Input
              type="number"
              min={1}
              placeholder={timeoutSeconds === undefined ? '' : String(timeoutSeconds)}
              value={step.timeoutSeconds ?? ''}
              onChange={(event) => set('timeoutSeconds', number(event.target.valueAsNumber))}
            />
          </Field>
        </div>
        <Select
          value={step.onError ?? 'fail'}
          onValueChange={(value) => set('onError', value === 'continue' ? 'continue' : undefined)}
        >
          <Field
            label={t('onError')}
            description={
              step.onError === 'continue' ? t('continueHelp', { id: step.id }) : undefined
            }
            error={faultAt(faults, `${pointer}/onError`)}
          >
            <SelectTrigger className="max-w-72">
              <SelectValue />
            </SelectTrigger>
          </Field>
          <SelectContent>
            <SelectItem value="fail">{t('fail')}</SelectItem>
            <SelectItem value="continue">{t('continue')}</SelectItem>
          </SelectContent>
        </Select>
      </div>
    </details>
  );
}

const FIELDS = ['when', 'after', 'retry', 'timeoutSeconds', 'onError'];
