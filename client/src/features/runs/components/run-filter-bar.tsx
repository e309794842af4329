'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useId } from 'react';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import {
  Select,
  SelectContent,
  SelectItem,
  SelectTrigger,
  SelectValue,
} from '@/components/ui/select';
import { browserApi } from '@/lib/api/client';
import { toolsQuery } from '@/lib/api/queries';
import { useWorkspace } from '@/lib/workspace-context';
import { RUN_TRIGGERS, type RunFilterParams } from '../run-filters';
import { RUN_STATUSES } from '../types';

export interface RunFilterBarProps {
  filters: RunFilterParams;
  onChange: (filters: RunFilterParams) => void;
}

export function RunFilterBar({ filters, onChange }: RunFilterBarProps) {
  const t = useTranslations('runs');
  const statuses = useTranslations('home.status');
  const { workspace } = useWorkspace();
  const tools = useInfiniteQuery(toolsQuery(browserApi, workspace.slug, { limit: 100 }));
  const known = tools.data?.pages.flatMap((page) => page.items) ?? [];
  const options = known.map((tool) => ({ value: tool.slug, label: tool.name }));
  // An archived tool is not in the list, but its runs can be asked for.
  if (filters.tool && !known.some((tool) => tool.slug === filters.tool))
    options.push({ value: filters.tool, label: filters.tool });
  const set = (change: Partial<Record<keyof RunFilterParams, string | undefined>>) =>
    onChange({ ...filters, ...change } as RunFilterParams);
  return (
    <div
      role="search"
      aria-label={t('filters.title')}
      className="mb-4 flex flex-wrap items-end gap-2"
    >
      <Choice
        label={t('filters.tool')}
        all={t('filters.allTools')}
        value={filters.tool}
        options={options}
        onChange={(tool) => set({ tool })}
      />
      <Choice
        label={t('filters.status')}
        all={t('filters.allStatuses')}
        value={filters.status}
        options={RUN_STATUSES.map((value) => ({ value, label: statuses(value) }))}
        onChange={(status) => set({ status })}
      />
      <Choice
        label={t('filters.trigger')}
        all={t('filters.allTriggers')}
        value={filters.trigger}
        options={RUN_TRIGGERS.map((value) => ({ value, label: t(`triggers.${value}`) }))}
        onChange={(trigger) => set({ trigger })}
      />
      <Day label={t('filters.from')} value={filters.from} onChange={(from) => set({ from })} />
      <Day label={t('filters.to')} value={filters.to} onChange={(to) => set({ to })} />
      {Object.keys(filters).length > 0 && (
        <Button variant="ghost" onClick={() => onChange({})}>
          <X aria-hidden />
          {t('filters.clear')}
        </Button>
      )}
    </div>
  );
}

const ALL = '*';

interface ChoiceProps {
  label: string;
  all: string;
  value: string | undefined;
  options: readonly { value: string; label: string }[];
  onChange: (value: string | undefined) => void;
}

function Choice({ label, all, value, options, onChange }: ChoiceProps) {
  return (
    <Select
      value={value ?? ALL}
      onValueChange={(chosen) => onChange(chosen === ALL ? undefined : chosen)}
    >
      <SelectTrigger aria-label={label} className="w-auto max-w-52 min-w-32 max-sm:flex-1">
        <SelectValue />
      </SelectTrigger>
      <SelectContent>
        <SelectItem value={ALL}>{all}</SelectItem>
        {options.map((option) => (
          <SelectItem key={option.value} value={option.value}>
            {option.label}
          </SelectItem>
        ))}
      </SelectContent>
    </Select>
  );
}

function Day({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}) {
  const id = useId();
  return (
    <label
      htmlFor={id}
      className="flex items-center gap-1.5 text-[0.8125rem] text-muted-foreground max-sm:flex-1"
    >
      {label}
      <Input
        id={id}
        type="date"
        className="w-auto max-sm:flex-1"
        value={value ?? ''}
        onChange={(event) => onChange(event.target.value || undefined)}
      />
    </label>
  );
}
