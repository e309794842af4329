'use client';

import { useEffect, useState } from 'react';
import { Duration } from '@/components/ui/duration';

const TICK_MS = 100;

/** Time since this was first shown, by this computer's clock: the server's may differ. */
export function Elapsed({ className }: { className?: string }) {
  const [start] = useState(() => performance.now());
  const [now, setNow] = useState(start);
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  // Tenths are enough while it counts; more would only flicker.
  return <Duration ms={Math.floor((now - start) / TICK_MS) * TICK_MS} className={className} />;
}
