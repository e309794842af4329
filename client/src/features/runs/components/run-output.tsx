'use client';

import { Braces, List } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { JsonView } from '@/components/ui/json-view';
import type { JsonValue } from '@/features/tools/definition';
import type { RunStep } from '../types';
import { ValueView } from './value-view';

export interface RunOutputProps {
  title: string;
  value: JsonValue;
  steps?: readonly RunStep[];
  /** Level of the heading, one below the heading that it stands under. */
  heading?: 'h2' | 'h3';
}

/** A value with its heading: to read, or as the JSON that a program gets. */
export function RunOutput({ title, value, steps, heading: Heading = 'h2' }: RunOutputProps) {
  const t = useTranslations('runs');
  const [asJson, setAsJson] = useState(false);
  return (
    <div role="group" aria-label={title}>
      <div className="mb-2 flex h-7 items-center justify-between">
        <Heading className="text-[0.8125rem] font-semibold">{title}</Heading>
        <div className="flex items-center">
          <Button
            variant="ghost"
            size="sm"
            aria-pressed={asJson}
            onClick={() => setAsJson(!asJson)}
          >
            {asJson ? <List aria-hidden /> : <Braces aria-hidden />}
            {asJson ? t('showReadable') : t('showJson')}
          </Button>
          {!asJson && (
            <CopyButton
              value={typeof value === 'string' ? value : JSON.stringify(value, null, 2)}
              label={title}
            />
          )}
        </div>
      </div>
      {asJson ? (
        <JsonView value={value} label={title} />
      ) : (
        <ValueView value={value} steps={steps} />
      )}
    </div>
  );
}
