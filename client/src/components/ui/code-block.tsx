import type { ReactNode } from 'react';
import { cn } from '@/lib/cn';
import { CopyButton } from './copy-button';

export interface CodeBlockProps {
  /** The text as it is copied. */
  code: string;
  /** Names the block for screen readers and the copy button, such as "curl command". */
  label: string;
  /** Shown in the bar above the code, such as a file name or tabs. */
  header?: ReactNode;
  wrap?: boolean;
  className?: string;
}

export function CodeBlock({ code, label, header, wrap, className }: CodeBlockProps) {
  return (
    <div className={cn('overflow-hidden rounded-lg border bg-sunken', className)}>
      <div className="flex h-9 items-center justify-between gap-2 border-b pr-1 pl-3 text-xs text-muted-foreground">
        <div className="min-w-0 truncate">{header ?? label}</div>
        <CopyButton value={code} label={label} />
      </div>
      <pre
        role="region"
        aria-label={label}
        tabIndex={0}
        className={cn(
          'overflow-auto p-3 font-mono text-[0.8125rem] leading-relaxed',
          wrap && 'break-words whitespace-pre-wrap',
        )}
      >
        <code>{code}</code>
      </pre>
    </div>
  );
}
