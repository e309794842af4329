'use client';

import { useFormatter, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Duration } from '@/components/ui/duration';
import { JsonView } from '@/components/ui/json-view';
import type { JsonValue } from '@/features/tools/definition';
import type { LiveStep } from '../live-run';
import { Cost } from './cost';
import { RunErrorBox } from './run-error-box';
import { RunOutput } from './run-output';

/** Everything that a run's journal holds of one step. */
export function StepDetails({ step, kindTitle }: { step: LiveStep; kindTitle: string }) {
  const t = useTranslations('runs');
  const format = useFormatter();
  const { record } = step;
  return (
    <section
      aria-label={t('details.of', { step: step.path })}
      className="grid grid-cols-1 gap-4 rounded-xl border bg-surface p-4 shadow-card"
    >
      <header className="flex flex-wrap items-baseline gap-x-2">
        <h2 className="text-sm font-semibold">{step.path}</h2>
        <span className="text-[0.8125rem] text-muted-foreground">{kindTitle}</span>
      </header>
      <dl className="grid grid-cols-2 gap-3 text-[0.8125rem] sm:grid-cols-4">
        <Fact name={t('details.status')}>{t(`steps.status.${step.status}`)}</Fact>
        {record && record.status !== 'skipped' && (
          <>
            <Fact name={t('details.took')}>
              <Duration ms={Date.parse(record.finishedAt) - Date.parse(record.startedAt)} />
            </Fact>
            <Fact name={t('details.started')}>
              {format.dateTime(new Date(record.startedAt), {
                hour: 'numeric',
                minute: 'numeric',
                second: 'numeric',
                fractionalSecondDigits: 3,
              })}
            </Fact>
            <Fact name={t('details.attempt')}>{record.attempt}</Fact>
          </>
        )}
        {record?.usage?.model && <Fact name={t('details.model')}>{record.usage.model}</Fact>}
        {record?.usage && (
          <Fact name={t('details.usage')}>
            <Cost usage={record.usage} />
          </Fact>
        )}
      </dl>
      {record?.error && <RunErrorBox error={record.error} title={t('details.failed')} />}
      {record?.status === 'skipped' && (
        <p className="text-[0.8125rem] text-muted-foreground">{t('details.skipped')}</p>
      )}
      {!record && step.text !== '' && (
        <p className="text-[0.8125rem] break-words whitespace-pre-wrap">{step.text}</p>
      )}
      {!record && step.text === '' && (
        <p className="text-[0.8125rem] text-muted-foreground">{t('details.notYet')}</p>
      )}
      {record && record.status !== 'skipped' && (
        <>
          {record.status === 'succeeded' && (
            <RunOutput
              heading="h3"
              title={t('details.output')}
              value={(record.output ?? null) as JsonValue}
              steps={[record]}
            />
          )}
          <div>
            <h3 className="mb-2 text-[0.8125rem] font-semibold">{t('details.input')}</h3>
            <JsonView value={record.input} label={t('details.input')} />
          </div>
          {record.error?.details !== undefined && record.error.details !== null && (
            <div>
              <h3 className="mb-2 text-[0.8125rem] font-semibold">{t('details.errorDetails')}</h3>
              <JsonView value={record.error.details} label={t('details.errorDetails')} />
            </div>
          )}
        </>
      )}
    </section>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-muted-foreground">{name}</dt>
      <dd className="truncate tabular-nums">{children}</dd>
    </div>
  );
}
