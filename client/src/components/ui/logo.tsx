import { cn } from '@/lib/cn';

/** A set square on a cutting mat. Decoration: the name stands beside it or in the link around it. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg aria-hidden viewBox="0 0 24 24" fill="none" className={cn('size-6', className)}>
      <rect width="24" height="24" rx="6" className="fill-primary" />
      <path
        d="M6.5 17.5V6.2c0-.5.6-.7.9-.4l10.9 11c.3.3.1.9-.4.9H6.7a.2.2 0 0 1-.2-.2Z"
        className="fill-primary-foreground"
      />
      <path d="M9.4 14.9v-3.4l3.4 3.4H9.4Z" className="fill-primary" />
    </svg>
  );
}
