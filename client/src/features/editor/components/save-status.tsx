'use client';

import { Check, CircleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { Spinner } from '@/components/ui/spinner';
import type { SaveState } from '../use-editor';

/** Whether the server has what is shown, and the button that makes it so. */
export function SaveStatus({ state, onSave }: { state: SaveState; onSave: () => void }) {
  const t = useTranslations('editor.save');
  return (
    <>
      <span
        role="status"
        className="flex items-center gap-1.5 text-[0.8125rem] text-muted-foreground"
      >
        {state === 'saved' && <Check aria-hidden className="size-4 text-success" />}
        {state === 'saving' && <Spinner />}
        {state === 'faulty' && <CircleAlert aria-hidden className="size-4 text-danger" />}
        <span className={state === 'saved' || state === 'saving' ? 'max-sm:sr-only' : undefined}>
          {t(state)}
        </span>
      </span>
      <Button
        onClick={onSave}
        disabled={state === 'saved' || state === 'saving'}
        title={t('keys')}
        aria-keyshortcuts="Control+S"
      >
        {t('action')}
      </Button>
    </>
  );
}
