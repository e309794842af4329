import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from '@/lib/cn';

export interface EmptyStateProps {
  icon: LucideIcon;
  title: ReactNode;
  description?: ReactNode;
  /** The next thing to do, as one or two buttons. */
  action?: ReactNode;
  className?: string;
}

export function EmptyState({ icon: Icon, title, description, action, className }: EmptyStateProps) {
  return (
    <div
      className={cn(
        'flex flex-col items-center rounded-xl border border-dashed border-border-strong/40 px-6 py-12 text-center',
        className,
      )}
    >
      <span className="mb-3 grid size-10 place-items-center rounded-lg border bg-surface text-accent-foreground shadow-card">
        <Icon aria-hidden className="size-5" strokeWidth={1.75} />
      </span>
      <h2 className="text-sm font-semibold">{title}</h2>
      {description && (
        <p className="mt-1 max-w-sm text-[0.8125rem] text-pretty text-muted-foreground">
          {description}
        </p>
      )}
      {action && <div className="mt-4 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
