'use client';

import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import { useTheme } from 'next-themes';
import { Toaster as Sonner } from 'sonner';

/** Where toasts appear; call `toast` from `sonner` in components, never in the fetch layer. */
export function Toaster() {
  const { resolvedTheme } = useTheme();
  return (
    <Sonner
      theme={resolvedTheme === 'dark' ? 'dark' : 'light'}
      position="bottom-right"
      icons={{
        success: <CircleCheck className="size-4 text-success" />,
        error: <CircleAlert className="size-4 text-danger" />,
        warning: <TriangleAlert className="size-4 text-warning" />,
        info: <Info className="size-4 text-info" />,
      }}
      toastOptions={{
        classNames: {
          toast: 'rounded-lg! border-border! bg-surface! text-foreground! shadow-pop! font-sans!',
          description: 'text-muted-foreground!',
          actionButton: 'bg-primary! text-primary-foreground!',
        },
      }}
    />
  );
}
