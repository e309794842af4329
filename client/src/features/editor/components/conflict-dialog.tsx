'use client';

import { useFormatter, useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from '@/components/ui/dialog';
import { ChangesView } from '@/features/tools/components/changes-view';
import { diffDefinitions } from '@/features/tools/definition-diff';
import type { Editor } from '../use-editor';

/** Somebody saved meanwhile: shows how the two differ and lets the maker choose. */
export function ConflictDialog({ editor }: { editor: Editor }) {
  const t = useTranslations('editor.conflict');
  const format = useFormatter();
  const { conflict } = editor;
  if (!conflict) return null;
  return (
    <Dialog open>
      <DialogContent
        className="max-w-xl [&>button]:hidden"
        onEscapeKeyDown={(event) => event.preventDefault()}
        onInteractOutside={(event) => event.preventDefault()}
      >
        <DialogHeader>
          <DialogTitle>{t('title')}</DialogTitle>
          <DialogDescription>
            {t('description', {
              when: format.dateTime(new Date(conflict.savedAt), {
                dateStyle: 'medium',
                timeStyle: 'short',
              }),
              revision: conflict.revision,
            })}
          </DialogDescription>
        </DialogHeader>
        <section>
          <h3 className="mb-2 text-[0.8125rem] font-semibold">{t('differences')}</h3>
          <ChangesView changes={diffDefinitions(conflict.definition, editor.doc.definition)} />
        </section>
        <DialogFooter>
          <Button onClick={editor.takeTheirs}>{t('theirs')}</Button>
          <Button
            variant="primary"
            pending={editor.saveState === 'saving'}
            onClick={() => void editor.overwrite()}
          >
            {t('mine')}
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
