'use client';

import { useFormatter, useTranslations } from 'next-intl';
import type { Usage } from '../types';

/** What a run or a step cost in model calls; nothing when no model was asked. */
export function Cost({
  usage,
  className,
}: {
  usage: Usage | null | undefined;
  className?: string;
}) {
  const t = useTranslations('runs');
  const format = useFormatter();
  if (
    !usage ||
    (usage.inputTokens === undefined && usage.outputTokens === undefined && !usage.cost)
  )
    return null;
  const tokens = t('tokens', { count: (usage.inputTokens ?? 0) + (usage.outputTokens ?? 0) });
  if (usage.cost === null || usage.cost === undefined)
    return <span className={className}>{tokens}</span>;
  const digits = usage.cost < 0.01 ? 6 : 4;
  const cost = format.number(usage.cost, {
    style: 'currency',
    currency: 'USD',
    maximumFractionDigits: digits,
  });
  return (
    <span className={className} title={tokens}>
      {cost}
    </span>
  );
}
