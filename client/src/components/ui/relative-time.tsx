'use client';

import { useFormatter, useNow } from 'next-intl';
import { cn } from '@/lib/cn';

export interface RelativeTimeProps {
  /** ISO 8601. */
  value: string;
  className?: string;
}

/** "3 minutes ago", kept up to date; the full date and time on hover. */
export function RelativeTime({ value, className }: RelativeTimeProps) {
  const format = useFormatter();
  const now = useNow({ updateInterval: 30_000 });
  const date = new Date(value);
  // A clock that runs behind the server's must not say "in 2 seconds" of something that happened.
  const isFuture = date.getTime() - now.getTime() > 60_000;
  const shown = isFuture || date < now ? date : now;
  return (
    <time
      dateTime={value}
      title={format.dateTime(date, { dateStyle: 'medium', timeStyle: 'medium' })}
      className={cn('whitespace-nowrap tabular-nums', className)}
    >
      {format.relativeTime(shown, now)}
    </time>
  );
}
