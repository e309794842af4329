'use client';

import { RotateCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';

export function ReloadButton({ children }: { children: ReactNode }) {
  return (
    <Button variant="primary" onClick={() => window.location.reload()}>
      <RotateCw aria-hidden />
      {children}
    </Button>
  );
}
