'use client';

import {
  ArrowDown,
  ArrowUp,
  ChevronRight,
  CircleAlert,
  Copy,
  Ellipsis,
  Trash2,
} from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu';
import { FieldError } from '@/components/ui/field';
import type { Schema, StepDefinition } from '@/features/tools/definition';
import { cn } from '@/lib/cn';
import { stepKindIcon } from '@/lib/step-kinds';
import { useEditorContext, StepScope } from '../editor-context';
import { changeStep, duplicateStep, moveStep } from '../edits';
import { faultAt, faultsWithin } from '../faults';
import { summarize } from '../step-summary';
import { SettingsForm } from './settings-form';
import { StepAdvanced } from './step-advanced';
import { StepNames } from './step-names';

export interface StepCardProps {
  step: StepDefinition;
  index: number;
  isOpen: boolean;
  onToggle: () => void;
  onRemove: () => void;
}

/** One step: closed it says what it does in a line, open it is a form. */
export function StepCard({ step, index, isOpen, onToggle, onRemove }: StepCardProps) {
  const t = useTranslations('editor.step');
  const { definition, kinds, faults, update } = useEditorContext();
  const kind = kinds.find((one) => one.kind === step.kind);
  const Icon = stepKindIcon(step.kind);
  const pointer = `#/steps/${index}`;
  const count = faultsWithin(faults, pointer).length;
  const general = [
    faultAt(faults, pointer),
    faultAt(faults, `${pointer}/kind`),
    faultAt(faults, `${pointer}/with`),
  ].filter(Boolean);
  const change = (next: StepDefinition) => update((doc) => changeStep(doc, index, next));
  return (
    <article
      id={`step-${step.id}`}
      aria-label={t('of', { id: step.id })}
      className={cn('rounded-xl border bg-surface shadow-card', count > 0 && 'border-danger/60')}
    >
      <div className="flex items-center gap-1 pr-2">
        <button
          type="button"
          aria-expanded={isOpen}
          onClick={onToggle}
          className="flex min-w-0 flex-1 items-center gap-3 rounded-xl p-3 text-left"
        >
          <span className="grid size-8 shrink-0 place-items-center rounded-md bg-accent text-accent-foreground">
            <Icon aria-hidden className="size-4" strokeWidth={1.75} />
          </span>
          <span className="min-w-0 flex-1">
            <span className="flex items-center gap-2">
              <span className="truncate font-medium">{step.title || kind?.title || step.kind}</span>
              <code className="shrink-0 rounded-sm bg-muted px-1 font-mono text-xs text-muted-foreground">
                {step.id}
              </code>
            </span>
            {!isOpen && (
              <span className="block truncate text-xs text-muted-foreground">
                {summarize(step, kind)}
              </span>
            )}
            {isOpen && kind && (
              <span className="block text-xs text-pretty text-muted-foreground">
                {kind.description}
              </span>
            )}
          </span>
          {step.when !== undefined && <Badge className="max-sm:hidden">{t('conditional')}</Badge>}
          {count > 0 && (
            <Badge tone="danger">
              <CircleAlert aria-hidden />
              {t('faults', { count })}
            </Badge>
          )}
          <ChevronRight
            aria-hidden
            className={cn(
              'size-4 shrink-0 text-muted-foreground transition-transform',
              isOpen && 'rotate-90',
            )}
          />
        </button>
        <DropdownMenu>
          <DropdownMenuTrigger asChild>
            <Button variant="ghost" size="icon-sm" aria-label={t('menu', { id: step.id })}>
              <Ellipsis aria-hidden />
            </Button>
          </DropdownMenuTrigger>
          <DropdownMenuContent align="end">
            <DropdownMenuItem
              disabled={index === 0}
              onSelect={() => update((doc) => moveStep(doc, index, index - 1))}
            >
              <ArrowUp aria-hidden />
              {t('up')}
            </DropdownMenuItem>
            <DropdownMenuItem
              disabled={index === definition.steps.length - 1}
              onSelect={() => update((doc) => moveStep(doc, index, index + 1))}
            >
              <ArrowDown aria-hidden />
              {t('down')}
            </DropdownMenuItem>
            <DropdownMenuItem onSelect={() => update((doc) => duplicateStep(doc, index))}>
              <Copy aria-hidden />
              {t('duplicate')}
            </DropdownMenuItem>
            <DropdownMenuSeparator />
            <DropdownMenuItem destructive onSelect={onRemove}>
              <Trash2 aria-hidden />
              {t('delete')}
            </DropdownMenuItem>
          </DropdownMenuContent>
        </DropdownMenu>
      </div>
      {isOpen && (
        <StepScope value={index}>
          <div className="grid grid-cols-1 gap-4 border-t p-4">
            {general.map((text) => (
              <FieldError key={text}>{text}</FieldError>
            ))}
            <StepNames step={step} index={index} pointer={pointer} onChange={change} />
            {kind && (
              <SettingsForm
                schema={kind.with as Schema}
                value={step.with ?? {}}
                onChange={(settings) => change({ ...step, with: settings })}
                pointer={`${pointer}/with`}
              />
            )}
            <StepAdvanced
              step={step}
              index={index}
              pointer={pointer}
              timeoutSeconds={kind?.defaultTimeoutSeconds}
              onChange={change}
            />
          </div>
        </StepScope>
      )}
    </article>
  );
}
