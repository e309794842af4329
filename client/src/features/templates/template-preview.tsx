'use client';

import { ArrowRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { useState } from 'react';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Sheet, SheetContent, SheetDescription, SheetTitle } from '@/components/ui/sheet';
import type { Template } from '@/lib/api/types';
import { outlineInputs, outlineSteps, stepKindIcon } from '@/lib/step-kinds';
import { useWorkspace } from '@/lib/workspace-context';
import { ModelBadge } from './model-badge';
import { UseTemplateButton } from './use-template-button';

export interface TemplatePreviewProps {
  /** Open when there is one. */
  template: Template | undefined;
  onClose: () => void;
}

/** What a template takes, does and needs, before anybody commits to it. */
export function TemplatePreview({ template, onClose }: TemplatePreviewProps) {
  // While it slides away the panel still shows what it showed.
  const [last, setLast] = useState(template);
  if (template && template !== last) setLast(template);
  const shown = template ?? last;
  return (
    <Sheet open={template !== undefined} onOpenChange={(open) => !open && onClose()}>
      {shown && (
        <SheetContent className="p-0">
          <PreviewContent key={shown.key} template={shown} />
        </SheetContent>
      )}
    </Sheet>
  );
}

function PreviewContent({ template }: { template: Template }) {
  const t = useTranslations('templates');
  const { base, canEdit, isOwner } = useWorkspace();
  return (
    <>
      <div className="flex-1 overflow-y-auto px-6 pt-6 pb-8">
        <div className="mb-3">
          <ModelBadge needsProvider={template.needsProvider} />
        </div>
        <SheetTitle className="pr-10 text-xl">{template.name}</SheetTitle>
        <SheetDescription className="mt-1.5">{template.description}</SheetDescription>
        {template.needsProvider && (
          <div className="mt-4 rounded-lg bg-warning-soft px-3 py-2.5 text-[0.8125rem] text-warning">
            {t('needsProviderHelp')}{' '}
            {isOwner && (
              <Link
                href={`${base}/settings/providers?new`}
                className="font-medium whitespace-nowrap underline underline-offset-4"
              >
                {t('connect')}
                <ArrowRight aria-hidden className="ml-0.5 inline size-3.5" />
              </Link>
            )}
          </div>
        )}
        <Steps template={template} />
        <Inputs template={template} />
      </div>
      <div className="flex items-center justify-end gap-3 border-t bg-surface px-6 py-3.5">
        {canEdit ? (
          <UseTemplateButton template={template} />
        ) : (
          <p className="text-[0.8125rem] text-muted-foreground">{t('runnerNote')}</p>
        )}
      </div>
    </>
  );
}

function Steps({ template }: { template: Template }) {
  const t = useTranslations('templates');
  const kinds = useTranslations('templates.kinds');
  return (
    <section className="mt-7">
      <h3 className="mb-3 text-[0.8125rem] font-semibold">{t('stepsTitle')}</h3>
      <ol>
        {outlineSteps(template.definition).map((step, index, all) => {
          const Icon = stepKindIcon(step.kind);
          const kind = step.kind as Parameters<typeof kinds>[0];
          return (
            <li key={step.id} className="relative flex gap-3 pb-3.5 last:pb-0">
              {index < all.length - 1 && (
                <span aria-hidden className="absolute top-8 bottom-0 left-4 w-px bg-border" />
              )}
              <span className="grid size-8 shrink-0 place-items-center rounded-md border bg-surface text-accent-foreground shadow-card">
                <Icon aria-hidden className="size-4" strokeWidth={1.75} />
              </span>
              <div className="min-w-0 pt-0.5">
                <p className="text-sm leading-tight font-medium">
                  {step.title ?? (kinds.has(kind) ? kinds(kind) : step.kind)}
                </p>
                <p className="mt-0.5 font-mono text-xs text-muted-foreground">
                  {step.id} · {step.kind}
                </p>
              </div>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

function Inputs({ template }: { template: Template }) {
  const t = useTranslations('templates');
  const types = useTranslations('templates.types');
  const inputs = outlineInputs(template.definition);
  const [chosen, setChosen] = useState(0);
  const example = template.exampleInputs[chosen] ?? {};
  return (
    <section className="mt-7">
      <div className="mb-3 flex items-center justify-between gap-3">
        <h3 className="text-[0.8125rem] font-semibold">{t('inputs')}</h3>
        {template.exampleInputs.length > 1 && (
          <div role="group" aria-label={t('examples')} className="flex items-center gap-0.5">
            <span aria-hidden className="mr-1 text-xs text-muted-foreground">
              {t('examples')}
            </span>
            {template.exampleInputs.map((_, index) => (
              <Button
                key={index}
                variant="ghost"
                size="icon-sm"
                aria-label={t('exampleNumber', { number: index + 1 })}
                aria-pressed={chosen === index}
                className="aria-pressed:bg-muted aria-pressed:text-foreground"
                onClick={() => setChosen(index)}
              >
                {index + 1}
              </Button>
            ))}
          </div>
        )}
      </div>
      {inputs.length === 0 && <p className="text-muted-foreground">{t('noInputs')}</p>}
      <dl className="grid gap-3">
        {inputs.map((input) => {
          const type = input.type as Parameters<typeof types>[0];
          const value = example[input.name];
          return (
            <div key={input.name} className="overflow-hidden rounded-lg border">
              <dt className="flex flex-wrap items-center gap-2 px-3 py-2">
                <span className="font-medium">{input.title}</span>
                <Badge>{types.has(type) ? types(type) : input.type}</Badge>
                {input.required && (
                  <span className="text-xs text-muted-foreground">{t('required')}</span>
                )}
              </dt>
              {value !== undefined && (
                <dd className="border-t bg-sunken px-3 py-2">
                  <p className="mb-1 text-xs text-muted-foreground">{t('example')}</p>
                  <p className="line-clamp-6 text-[0.8125rem] leading-relaxed break-words whitespace-pre-wrap">
                    {typeof value === 'string' ? value : JSON.stringify(value, null, 2)}
                  </p>
                </dd>
              )}
            </div>
          );
        })}
      </dl>
    </section>
  );
}
