import type { ComponentProps } from 'react';
import { cn } from '@/lib/cn';

/** Looks shared by everything that one types or chooses in. */
export const controlClasses = cn(
  'w-full min-w-0 rounded-md border border-border-strong/70 bg-surface px-2.5 text-foreground shadow-card transition-colors',
  'placeholder:text-muted-foreground hover:border-border-strong',
  'focus-visible:border-ring focus-visible:outline-2 focus-visible:-outline-offset-1 focus-visible:outline-ring',
  'disabled:cursor-not-allowed disabled:bg-muted disabled:opacity-60',
  'aria-invalid:border-danger aria-invalid:focus-visible:outline-danger',
);

export function Input({ className, ...props }: ComponentProps<'input'>) {
  // 16 px on a phone: a smaller one makes iOS zoom in on focus.
  return <input className={cn(controlClasses, 'h-8 text-base sm:text-sm', className)} {...props} />;
}
