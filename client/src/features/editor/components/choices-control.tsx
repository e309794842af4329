'use client';

import type { JsonValue } from '@/features/tools/definition';
import { humanize } from '@/features/tools/schema-fields';
import { cn } from '@/lib/cn';
import type { ControlProps } from './setting-control';

export interface ToggleChipsProps {
  label: string;
  options: readonly { value: string; label: string }[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
}

/** Several of a few choices, as buttons that stay pressed. */
export function ToggleChips({ label, options, chosen, onChange }: ToggleChipsProps) {
  return (
    <div role="group" aria-label={label} className="flex flex-wrap gap-1.5">
      {options.map((option) => {
        const isChosen = chosen.includes(option.value);
        return (
          <button
            key={option.value}
            type="button"
            aria-pressed={isChosen}
            onClick={() =>
              onChange(
                isChosen ? chosen.filter((one) => one !== option.value) : [...chosen, option.value],
              )
            }
            className={cn(
              'h-7 rounded-full border px-2.5 text-[0.8125rem] transition-colors',
              isChosen
                ? 'border-primary bg-accent font-medium text-accent-foreground'
                : 'bg-surface text-muted-foreground hover:text-foreground',
            )}
          >
            {option.label}
          </button>
        );
      })}
    </div>
  );
}

export function ChoicesControl({ field, label, value, onChange }: ControlProps) {
  const options = (field.schema.items?.enum ?? []).map((one) => ({
    value: String(one),
    label: humanize(String(one)),
  }));
  const chosen = Array.isArray(value) ? value.map(String) : [];
  return (
    <ToggleChips
      label={label}
      options={options}
      chosen={chosen}
      onChange={(next) => onChange(next.length > 0 ? (next as JsonValue) : undefined)}
    />
  );
}
