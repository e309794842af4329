import type { ComponentProps } from 'react';
import { cn } from '@/lib/cn';

/** A grey shape in the final size of what is being loaded. */
export function Skeleton({ className, ...props }: ComponentProps<'div'>) {
  return (
    <div aria-hidden className={cn('animate-pulse rounded-md bg-muted', className)} {...props} />
  );
}

export interface LoadingRegionProps extends ComponentProps<'div'> {
  /** Said to screen readers while the skeletons inside are shown. */
  label: string;
}

export function LoadingRegion({ label, children, ...props }: LoadingRegionProps) {
  return (
    <div role="status" aria-busy="true" {...props}>
      <span className="sr-only">{label}</span>
      {children}
    </div>
  );
}
