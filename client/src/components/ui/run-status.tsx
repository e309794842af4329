'use client';

import { Ban, Check, Clock, Hourglass, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { RunStatus as Status } from '@/lib/api/types';
import { Badge, type BadgeProps } from './badge';
import { Spinner } from './spinner';

const LOOKS: Record<Status, { tone: BadgeProps['tone']; icon: typeof Check }> = {
  queued: { tone: 'neutral', icon: Clock },
  running: { tone: 'info', icon: Clock },
  waiting: { tone: 'warning', icon: Hourglass },
  succeeded: { tone: 'success', icon: Check },
  failed: { tone: 'danger', icon: X },
  cancelled: { tone: 'neutral', icon: Ban },
};

/** The state of a run as a word and an icon; the colour only repeats it. */
export function RunStatusBadge({ status }: { status: Status }) {
  const t = useTranslations('home.status');
  const { tone, icon: Icon } = LOOKS[status];
  return (
    <Badge tone={tone}>
      {status === 'running' ? <Spinner /> : <Icon aria-hidden strokeWidth={2.5} />}
      {t(status)}
    </Badge>
  );
}
