import type { ReactNode } from 'react';
import { cn } from '@/lib/cn';

const widths = { narrow: 'max-w-3xl', normal: 'max-w-6xl', full: 'max-w-none' };

export interface PageProps {
  width?: keyof typeof widths;
  className?: string;
  children: ReactNode;
}

/** The column that a page's content stands in. */
export function Page({ width = 'normal', className, children }: PageProps) {
  return (
    <div className={cn('mx-auto w-full px-4 py-6 sm:px-8 sm:py-8', widths[width], className)}>
      {children}
    </div>
  );
}
