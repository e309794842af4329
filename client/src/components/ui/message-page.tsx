import type { ReactNode } from 'react';

export interface MessagePageProps {
  /** Large and quiet above the title, such as "404". */
  mark: string;
  title: ReactNode;
  description: ReactNode;
  action?: ReactNode;
}

/** A page that has only something to say. */
export function MessagePage({ mark, title, description, action }: MessagePageProps) {
  return (
    <div className="grid min-h-[70dvh] place-items-center px-6 py-16">
      <div className="max-w-md">
        <p
          aria-hidden
          className="mat-grid mb-6 w-fit rounded-lg px-5 py-3 font-mono text-3xl font-medium tracking-tight text-white"
        >
          {mark}
        </p>
        <h1 className="text-xl font-semibold">{title}</h1>
        <p className="mt-2 text-pretty text-muted-foreground">{description}</p>
        {action && <div className="mt-6 flex gap-2">{action}</div>}
      </div>
    </div>
  );
}
