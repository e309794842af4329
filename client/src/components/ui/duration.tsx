'use client';

import { useLocale } from 'next-intl';
import { cn } from '@/lib/cn';
import { formatDuration } from '@/lib/format-duration';

export function Duration({ ms, className }: { ms: number; className?: string }) {
  return (
    <span className={cn('whitespace-nowrap tabular-nums', className)}>
      {formatDuration(ms, useLocale())}
    </span>
  );
}
