'use client';

import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';
import type { JsonValue } from '../definition';
import type { Change } from '../definition-diff';

const TONES = { added: 'success', removed: 'danger', changed: 'info' } as const;

/** What changed between two definitions, as a list that one can read. */
export function ChangesView({ changes }: { changes: readonly Change[] }) {
  const t = useTranslations('publish.changes');
  if (changes.length === 0)
    return <p className="text-[0.8125rem] text-muted-foreground">{t('none')}</p>;
  return (
    <ul aria-label={t('title')} className="max-h-72 divide-y overflow-y-auto rounded-lg border">
      {changes.map((change) => (
        <li
          key={`${change.kind}:${change.path.join('/')}`}
          className="grid grid-cols-1 gap-1 px-3 py-2 text-[0.8125rem]"
        >
          <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <Badge tone={TONES[change.kind]}>{t(change.kind)}</Badge>
            <span className="min-w-0 font-medium break-words">
              <Where path={change.path} />
            </span>
          </p>
          {change.kind !== 'added' && (
            <Value sign="−" label={t('before')} value={change.before} className="bg-danger-soft" />
          )}
          {change.kind !== 'removed' && (
            <Value sign="+" label={t('after')} value={change.after} className="bg-success-soft" />
          )}
        </li>
      ))}
    </ul>
  );
}

function Where({ path }: { path: readonly string[] }) {
  const t = useTranslations('publish.changes.part');
  const [part, ...rest] = path;
  const name = part === 'inputs' || part === 'steps' || part === 'output' ? t(part) : part;
  return <>{[name, ...rest].join(' › ')}</>;
}

const MAX_SHOWN_CHARS = 300;

function Value({
  sign,
  label,
  value,
  className,
}: {
  sign: string;
  label: string;
  value: JsonValue | undefined;
  className: string;
}) {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const shown = text.length > MAX_SHOWN_CHARS ? `${text.slice(0, MAX_SHOWN_CHARS)}…` : text;
  return (
    <p className={`flex gap-2 rounded-sm px-1.5 py-0.5 font-mono text-xs ${className}`}>
      <span aria-hidden>{sign}</span>
      <span className="sr-only">{label}</span>
      <span className="min-w-0 break-words whitespace-pre-wrap">{shown}</span>
    </p>
  );
}
