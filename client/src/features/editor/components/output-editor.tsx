'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { FieldError } from '@/components/ui/field';
import { isJsonObject } from '@/features/tools/definition';
import { useEditorContext } from '../editor-context';
import { faultAt } from '../faults';
import { JsonControl } from './json-control';
import { KeyValueRows } from './key-value-control';

/** What the tool gives back: keys and the expressions behind them, or any JSON. */
export function OutputEditor() {
  const t = useTranslations('editor.output');
  const { definition, faults, update } = useEditorContext();
  const [wantsRaw, setWantsRaw] = useState(false);
  const { output } = definition;
  // Anything else than an object has no rows.
  const isRaw = wantsRaw || !isJsonObject(output);
  const error = faultAt(faults, '#/output');
  const set = (next: typeof output) =>
    update((doc) => ({ ...doc, definition: { ...doc.definition, output: next } }));
  return (
    <section aria-label={t('title')}>
      <div className="mb-2 flex h-8 items-center justify-between">
        <h2 className="text-sm font-semibold">{t('title')}</h2>
        <Button
          variant="ghost"
          size="sm"
          aria-pressed={isRaw}
          disabled={!isJsonObject(output)}
          className={isRaw ? 'bg-muted text-foreground' : undefined}
          onClick={() => setWantsRaw(!wantsRaw)}
        >
          {t('raw')}
        </Button>
      </div>
      <Card className="grid grid-cols-1 gap-1.5 p-3">
        {isRaw ? (
          <JsonControl
            label={t('title')}
            value={output}
            onChange={(next) => set(next ?? {})}
            pointer="#/output"
          />
        ) : (
          <KeyValueRows
            label={t('title')}
            keyLabel={t('key')}
            value={output}
            onChange={set}
            pointer="#/output"
          />
        )}
        {error && <FieldError>{error}</FieldError>}
      </Card>
    </section>
  );
}
