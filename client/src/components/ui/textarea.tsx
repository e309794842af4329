import type { ComponentProps } from 'react';
import { cn } from '@/lib/cn';
import { controlClasses } from './input';

/** Grows with its content, from `rows` up to the maximum height of its class. */
export function Textarea({ className, ...props }: ComponentProps<'textarea'>) {
  return (
    <textarea
      className={cn(
        controlClasses,
        'field-sizing-content min-h-18 max-h-96 py-1.5 text-base leading-relaxed sm:text-sm',
        className,
      )}
      {...props}
    />
  );
}
