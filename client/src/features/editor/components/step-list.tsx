'use client';

import { Workflow } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { Fragment, useState } from 'react';
import { toast } from 'sonner';
import { Button } from '@/components/ui/button';
import { Skeleton } from '@/components/ui/skeleton';
import { useEditorContext } from '../editor-context';
import { freeId, insertStep, removeStep } from '../edits';
import { StepCard } from './step-card';
import { StepPicker } from './step-picker';

const WorkflowView = dynamic(
  () => import('./workflow-view').then((module) => module.WorkflowView),
  {
    ssr: false,
    loading: () => <Skeleton className="h-64 rounded-xl" />,
  },
);

export interface StepListProps {
  keys: readonly string[];
  openKeys: ReadonlySet<string>;
  onOpenChange: (keys: ReadonlySet<string>) => void;
}

/** The steps in the order in which they are written; what runs when follows from what they mention. */
export function StepList({ keys, openKeys, onOpenChange }: StepListProps) {
  const t = useTranslations('editor.steps');
  const { definition, kinds, update } = useEditorContext();
  const [isDrawn, setDrawn] = useState(false);
  const open = (key: string) => onOpenChange(new Set([...openKeys, key]));

  const add = (kindName: string, index: number) => {
    const kind = kinds.find((one) => one.kind === kindName);
    if (!kind) return;
    const step = { id: freeId(definition, kindName), kind: kindName, with: {} };
    const key = `new-${crypto.randomUUID()}`;
    update((doc) => insertStep(doc, index, step, key));
    open(key);
  };
  const remove = (index: number) => {
    const step = definition.steps[index];
    const key = keys[index];
    if (!step || !key) return;
    update((doc) => removeStep(doc, index));
    toast(t('deleted', { id: step.id }), {
      action: {
        label: t('undo'),
        onClick: () =>
          update((doc) => insertStep(doc, Math.min(index, doc.keys.length), step, key)),
      },
    });
  };
  const toggle = (key: string) =>
    onOpenChange(
      new Set(openKeys.has(key) ? [...openKeys].filter((one) => one !== key) : [...openKeys, key]),
    );

  return (
    <section aria-label={t('title')}>
      <div className="mb-2 flex h-8 items-center justify-between">
        <h2 className="text-sm font-semibold">{t('title')}</h2>
        {definition.steps.length > 0 && (
          <Button
            variant="ghost"
            size="sm"
            aria-pressed={isDrawn}
            className={isDrawn ? 'bg-muted text-foreground' : undefined}
            onClick={() => setDrawn(!isDrawn)}
          >
            <Workflow aria-hidden />
            {t('drawing')}
          </Button>
        )}
      </div>
      {isDrawn && (
        <div className="mb-3">
          <WorkflowView
            definition={definition}
            onSelect={(id) => {
              const key = keys[definition.steps.findIndex((step) => step.id === id)];
              if (key) open(key);
              document
                .getElementById(`step-${id}`)
                ?.scrollIntoView({ behavior: 'smooth', block: 'center' });
            }}
          />
        </div>
      )}
      {definition.steps.length === 0 && (
        <p className="mb-3 text-[0.8125rem] text-muted-foreground">{t('empty')}</p>
      )}
      <div className="grid grid-cols-1">
        {definition.steps.map((step, index) => {
          const key = keys[index] ?? step.id;
          return (
            <Fragment key={key}>
              <StepCard
                step={step}
                index={index}
                isOpen={openKeys.has(key)}
                onToggle={() => toggle(key)}
                onRemove={() => remove(index)}
              />
              {index < definition.steps.length - 1 && (
                <StepPicker
                  variant="between"
                  label={t('addAfter', { id: step.id })}
                  onPick={(kind) => add(kind, index + 1)}
                />
              )}
            </Fragment>
          );
        })}
      </div>
      <div className="mt-3">
        <StepPicker
          variant="end"
          label={t('add')}
          onPick={(kind) => add(kind, definition.steps.length)}
        />
      </div>
    </section>
  );
}
