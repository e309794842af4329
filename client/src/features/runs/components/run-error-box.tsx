'use client';

import { CircleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { useWorkspace } from '@/lib/workspace-context';
import type { RunError } from '../types';

/** Why a run or a step failed, and the way out where we know one. */
export function RunErrorBox({ error, title }: { error: RunError; title?: string }) {
  const t = useTranslations('runs');
  const { base } = useWorkspace();
  return (
    <div role="alert" className="flex gap-2 rounded-lg bg-danger-soft px-3 py-2.5 text-[0.8125rem]">
      <CircleAlert aria-hidden className="mt-px size-4 shrink-0 text-danger" />
      <div className="grid grid-cols-1 min-w-0 gap-0.5 break-words">
        <p className="font-medium text-danger">
          {title ?? (error.path ? t('failedAt', { step: error.path }) : t('failedTitle'))}
        </p>
        <p>{error.message}</p>
        {error.code === 'provider-missing' && (
          <Link
            href={`${base}/settings/providers`}
            className="w-fit font-medium text-accent-foreground underline underline-offset-4"
          >
            {t('connectProvider')}
          </Link>
        )}
        <p className="font-mono text-xs text-muted-foreground">{error.code}</p>
      </div>
    </div>
  );
}
