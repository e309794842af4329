'use client';

import { CalendarDays, Square } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Badge } from '@/components/ui/badge';
import type { JsonObject, JsonValue } from '@/features/tools/definition';
import { humanize } from '@/features/tools/schema-fields';
import type { RunStep } from '../types';
import { shapeOf } from '../value-shape';

export interface ValueViewProps {
  value: JsonValue;
  /** Steps of the run, so that a label or a passage is recognised. */
  steps?: readonly RunStep[];
}

/** A value as people read it: labels as badges, passages as quotes, lists and tables. */
export function ValueView({ value, steps }: ValueViewProps) {
  const t = useTranslations('runs.value');
  const format = useFormatter();
  const shape = shapeOf(value, steps);
  switch (shape.shape) {
    case 'nothing':
      return (
        <span className="text-muted-foreground">
          {Array.isArray(value) ? t('none') : t('nothing')}
        </span>
      );
    case 'flag':
      return <span>{shape.value ? t('yes') : t('no')}</span>;
    case 'number':
      return (
        <span className="tabular-nums">
          {format.number(shape.value, { maximumFractionDigits: 6 })}
        </span>
      );
    case 'label':
      return (
        <Badge tone="accent" className="h-6 px-2.5 text-[0.8125rem]">
          {shape.text}
        </Badge>
      );
    case 'quote':
      return <Quote>{shape.text}</Quote>;
    case 'link':
      return (
        <a
          href={shape.text}
          target="_blank"
          rel="noreferrer noopener"
          className="break-all text-accent-foreground underline underline-offset-4"
        >
          {shape.text}
        </a>
      );
    case 'text':
      return <p className="break-words whitespace-pre-wrap">{shape.text}</p>;
    case 'chips':
      return (
        <Chips>
          {shape.items.map((item, index) => (
            <li key={index} className="rounded-md border bg-sunken px-1.5 py-0.5 break-all">
              {item}
            </li>
          ))}
        </Chips>
      );
    case 'days':
      return (
        <Chips>
          {shape.items.map((item, index) => (
            <li key={index} className="rounded-md border bg-sunken px-1.5 py-0.5" title={item}>
              <DateText value={item} />
            </li>
          ))}
        </Chips>
      );
    case 'scores':
      return <Scores items={shape.items} />;
    case 'sentences':
      return (
        <ul className="grid grid-cols-1 gap-2">
          {shape.items.map((item, index) => (
            <li key={index}>
              <Quote>{item}</Quote>
            </li>
          ))}
        </ul>
      );
    case 'dates':
      return (
        <ul className="grid grid-cols-1 gap-1.5">
          {shape.items.map((item, index) => (
            <li key={index} className="flex flex-wrap items-center gap-x-2">
              <CalendarDays aria-hidden className="size-4 text-muted-foreground" />
              <span className="font-medium">
                <DateText value={item.date} />
                {item.end && (
                  <>
                    {' – '}
                    <DateText value={item.end} />
                  </>
                )}
              </span>
              <span className="text-muted-foreground">{t('asWritten', { text: item.text })}</span>
            </li>
          ))}
        </ul>
      );
    case 'money':
      return (
        <ul className="grid grid-cols-1 gap-1.5">
          {shape.items.map((item, index) => (
            <li key={index} className="flex flex-wrap items-center gap-x-2">
              <span className="font-medium tabular-nums">
                {/^[A-Z]{3}$/.test(item.currency)
                  ? format.number(item.amount, { style: 'currency', currency: item.currency })
                  : item.text}
              </span>
              <span className="text-muted-foreground">{t('asWritten', { text: item.text })}</span>
            </li>
          ))}
        </ul>
      );
    case 'actions':
      return (
        <ul className="grid grid-cols-1 gap-2">
          {shape.items.map((item, index) => (
            <li key={index} className="flex gap-2">
              <Square aria-hidden className="mt-0.5 size-4 shrink-0 text-muted-foreground" />
              <div className="min-w-0">
                <p className="break-words">{item.text}</p>
                <p className="flex flex-wrap gap-x-3 text-xs text-muted-foreground">
                  {item.owner && <span>{item.owner}</span>}
                  {item.due && <DateText value={item.due} />}
                </p>
              </div>
            </li>
          ))}
        </ul>
      );
    case 'table':
      return <ObjectTable columns={shape.columns} rows={shape.rows} steps={steps} />;
    case 'list':
      return (
        <ul className="grid grid-cols-1 list-disc gap-1.5 pl-5 marker:text-muted-foreground">
          {shape.items.map((item, index) => (
            <li key={index}>
              <ValueView value={item} steps={steps} />
            </li>
          ))}
        </ul>
      );
    case 'object':
      return (
        <dl className="grid grid-cols-1 gap-3">
          {shape.entries.map(([key, item]) => (
            <div key={key} className="grid grid-cols-1 min-w-0 gap-1">
              <dt className="text-xs text-muted-foreground">{humanize(key)}</dt>
              <dd className="min-w-0">
                <ValueView value={item} steps={steps} />
              </dd>
            </div>
          ))}
        </dl>
      );
  }
}

function Quote({ children }: { children: ReactNode }) {
  return (
    <blockquote className="border-l-2 border-primary/60 pl-3 break-words whitespace-pre-wrap">
      {children}
    </blockquote>
  );
}

function Chips({ children }: { children: ReactNode }) {
  return <ul className="flex flex-wrap gap-1.5">{children}</ul>;
}

function Scores({ items }: { items: { name: string; score: number }[] }) {
  const format = useFormatter();
  return (
    <ul className="grid grid-cols-1 gap-1.5">
      {items.map(({ name, score }) => (
        <li key={name} className="grid grid-cols-[minmax(0,9rem)_1fr_auto] items-center gap-2.5">
          <span className="truncate">{name}</span>
          <span aria-hidden className="h-1.5 overflow-hidden rounded-full bg-muted">
            <span
              className="block h-full rounded-full bg-chart-1"
              style={{ width: `${Math.max(0, Math.min(1, score)) * 100}%` }}
            />
          </span>
          <span className="text-xs text-muted-foreground tabular-nums">
            {format.number(score, { style: 'percent' })}
          </span>
        </li>
      ))}
    </ul>
  );
}

function ObjectTable({
  columns,
  rows,
  steps,
}: {
  columns: string[];
  rows: JsonObject[];
  steps?: readonly RunStep[];
}) {
  const t = useTranslations('runs.value');
  return (
    <div
      role="group"
      aria-label={t('table')}
      tabIndex={0}
      className="overflow-x-auto rounded-lg border"
    >
      <table className="w-full text-[0.8125rem]">
        <thead className="border-b bg-sunken">
          <tr>
            {columns.map((column) => (
              <th
                key={column}
                scope="col"
                className="h-8 px-2.5 text-left text-xs font-medium text-muted-foreground"
              >
                {humanize(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index} className="border-b last:border-0">
              {columns.map((column) => (
                <td key={column} className="px-2.5 py-1.5 align-top">
                  {row[column] !== undefined && <ValueView value={row[column]} steps={steps} />}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** `2026-11-30` or `2026-11-30T15:00`, as the text meant it: no time zone moves it to another day. */
function DateText({ value }: { value: string }) {
  const format = useFormatter();
  const hasTime = value.includes('T');
  const date = new Date(hasTime ? `${value.slice(0, 16)}:00Z` : `${value}T12:00:00Z`);
  if (Number.isNaN(date.getTime())) return <>{value}</>;
  const text = format.dateTime(date, {
    dateStyle: 'medium',
    ...(hasTime ? { timeStyle: 'short' } : {}),
    timeZone: 'UTC',
  });
  return <time dateTime={value}>{text}</time>;
}
