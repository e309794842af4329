'use client';

import { CircleAlert } from 'lucide-react';
import { type ReactElement, type ReactNode, cloneElement, useId } from 'react';
import { cn } from '@/lib/cn';
import { Label } from './label';

interface ControlProps {
  id?: string;
  'aria-describedby'?: string;
  'aria-invalid'?: boolean;
  'aria-required'?: boolean;
}

export interface FieldProps {
  label: ReactNode;
  /** One line of help below the label's control. */
  description?: ReactNode;
  /** What is wrong with the value; read out together with the control. */
  error?: ReactNode;
  required?: boolean;
  /** Small text at the right of the label, such as "optional". */
  hint?: ReactNode;
  className?: string;
  /** The control; it receives `id` and the aria attributes that tie it to label, help and error. */
  children: ReactElement<ControlProps>;
}

/** A label, a control, its help and its error, tied together for assistive technology. */
export function Field({
  label,
  description,
  error,
  required,
  hint,
  className,
  children,
}: FieldProps) {
  const generated = useId();
  const id = children.props.id ?? generated;
  const described = [description && `${id}-help`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div className={cn('grid gap-1.5', className)}>
      <div className="flex items-baseline justify-between gap-2">
        <Label htmlFor={id}>{label}</Label>
        {hint && <span className="text-xs text-muted-foreground">{hint}</span>}
      </div>
      {cloneElement(children, {
        id,
        'aria-describedby': described || undefined,
        'aria-invalid': error ? true : undefined,
        'aria-required': required || undefined,
      })}
      {description && (
        <p id={`${id}-help`} className="text-xs text-pretty text-muted-foreground">
          {description}
        </p>
      )}
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
    </div>
  );
}

export function FieldError({ id, children }: { id?: string; children: ReactNode }) {
  return (
    <p id={id} className="flex items-start gap-1.5 text-xs text-danger">
      <CircleAlert aria-hidden className="mt-px size-3.5 shrink-0" />
      <span>{children}</span>
    </p>
  );
}
