'use client';

import { Braces, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ReactNode, useId } from 'react';
import { FieldError } from '@/components/ui/field';
import { Tooltip } from '@/components/ui/tooltip';
import { cn } from '@/lib/cn';

const iconButton =
  'grid size-6 place-items-center rounded-sm text-muted-foreground hover:bg-muted hover:text-foreground aria-pressed:bg-accent aria-pressed:text-accent-foreground [&_svg]:size-3.5';

export interface SettingFrameProps {
  label: string;
  description?: string | undefined;
  error?: string | undefined;
  required?: boolean;
  /** Set where an expression may stand in place of a plain value. */
  expression?: { isOn: boolean; onToggle: () => void } | undefined;
  onRemove?: (() => void) | undefined;
  /** The control; it is given the ids of its help and its error. */
  children: (describedBy: string | undefined) => ReactNode;
  className?: string;
}

/** Name, control, help and fault of one setting. Its control names itself, because an editor cannot be labelled. */
export function SettingFrame({
  label,
  description,
  error,
  required,
  expression,
  onRemove,
  children,
  className,
}: SettingFrameProps) {
  const t = useTranslations('editor.setting');
  const id = useId();
  const described =
    [description && `${id}-help`, error && `${id}-error`].filter(Boolean).join(' ') || undefined;
  return (
    <div role="group" aria-label={label} className={cn('grid min-w-0 gap-1.5', className)}>
      <div className="flex h-6 items-center gap-1">
        <span className="truncate text-[0.8125rem] font-medium">{label}</span>
        {required && (
          <span aria-hidden className="text-danger">
            *
          </span>
        )}
        <span className="ml-auto flex gap-0.5">
          {expression && (
            <Tooltip content={expression.isOn ? t('plain') : t('expression')}>
              <button
                type="button"
                aria-label={t('expressionOf', { name: label })}
                aria-pressed={expression.isOn}
                onClick={expression.onToggle}
                className={iconButton}
              >
                <Braces aria-hidden />
              </button>
            </Tooltip>
          )}
          {onRemove && (
            <Tooltip content={t('remove')}>
              <button
                type="button"
                aria-label={t('removeNamed', { name: label })}
                onClick={onRemove}
                className={iconButton}
              >
                <X aria-hidden />
              </button>
            </Tooltip>
          )}
        </span>
      </div>
      {children(described)}
      {description && (
        <p id={`${id}-help`} className="text-xs text-pretty text-muted-foreground">
          {description}
        </p>
      )}
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
    </div>
  );
}
