'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { CodeBlock } from '@/components/ui/code-block';
import { CopyButton } from '@/components/ui/copy-button';
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from '@/components/ui/dialog';
import type { CreatedApiKey } from '@/lib/api/types';
import { ApiKeyForm } from './api-key-form';

export interface CreateApiKeyDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Two pages: the form, then the secret. The secret lives in this component only and is gone when it closes. */
export function CreateApiKeyDialog({ open, onOpenChange }: CreateApiKeyDialogProps) {
  const t = useTranslations('apiKeys');
  const [created, setCreated] = useState<CreatedApiKey | null>(null);
  const change = (next: boolean) => {
    if (!next) setCreated(null);
    onOpenChange(next);
  };
  return (
    <Dialog open={open} onOpenChange={change}>
      {/* A click beside the dialog must not throw away a secret that nobody has copied yet. */}
      <DialogContent onInteractOutside={(event) => created && event.preventDefault()}>
        <DialogHeader>
          <DialogTitle>{t(created ? 'created.title' : 'create.title')}</DialogTitle>
          <DialogDescription>
            {t(created ? 'created.description' : 'create.description')}
          </DialogDescription>
        </DialogHeader>
        {created ? (
          <CreatedKey created={created} onDone={() => change(false)} />
        ) : (
          <ApiKeyForm onCreated={setCreated} />
        )}
      </DialogContent>
    </Dialog>
  );
}

function CreatedKey({ created, onDone }: { created: CreatedApiKey; onDone: () => void }) {
  const t = useTranslations('apiKeys.created');
  const name = t('secret', { name: created.name });
  return (
    <div className="grid min-w-0 gap-4">
      <div className="flex items-center gap-2 rounded-lg border border-ring bg-accent py-2 pr-2 pl-3">
        <output
          aria-label={name}
          className="min-w-0 flex-1 font-mono text-[0.8125rem] break-all text-accent-foreground"
        >
          {created.secret}
        </output>
        <CopyButton value={created.secret} label={name} withText variant="primary" autoFocus />
      </div>
      <CodeBlock label={t('useIt')} code={`Authorization: Bearer ${created.secret}`} wrap />
      <DialogFooter>
        <Button onClick={onDone}>{t('done')}</Button>
      </DialogFooter>
    </div>
  );
}
