'use client';

import { useQuery } from '@tanstack/react-query';
import { Rocket } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { useState } from 'react';
import { toast } from 'sonner';
import { Button } from '@/components/ui/button';
import {
  Dialog,
  DialogClose,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from '@/components/ui/dialog';
import { ErrorState } from '@/components/ui/error-state';
import { Field } from '@/components/ui/field';
import { LoadingRegion, Skeleton } from '@/components/ui/skeleton';
import { Textarea } from '@/components/ui/textarea';
import { browserApi } from '@/lib/api/client';
import type { Tool } from '@/lib/api/types';
import { useWorkspace } from '@/lib/workspace-context';
import { usePublish } from '../api/mutations';
import { versionQuery } from '../api/queries';
import { toDefinition } from '../definition';
import { diffDefinitions } from '../definition-diff';
import { ChangesView } from './changes-view';

export interface PublishDialogProps {
  tool: Tool;
  /** Called before the dialog opens, to save the draft; it stays closed when that gives false. */
  beforeOpen?: () => Promise<boolean>;
  /** True when something was written that the server does not have yet. */
  isUnsaved?: boolean;
}

/** Makes the draft a version that callers get, after showing what is new in it. */
export function PublishDialog({ tool, beforeOpen, isUnsaved }: PublishDialogProps) {
  const t = useTranslations('publish');
  const [isOpen, setOpen] = useState(false);
  const [isPreparing, setPreparing] = useState(false);
  // The same version twice helps nobody.
  const isUpToDate = tool.liveVersion !== null && !tool.hasUnpublishedChanges && !isUnsaved;
  const open = async () => {
    setPreparing(true);
    const isReady = beforeOpen ? await beforeOpen() : true;
    setPreparing(false);
    if (isReady) setOpen(true);
  };
  return (
    <>
      <Button
        variant="primary"
        pending={isPreparing}
        disabled={tool.archivedAt !== null || isUpToDate}
        onClick={() => void open()}
      >
        {!isPreparing && <Rocket aria-hidden />}
        {t('action')}
      </Button>
      <Dialog open={isOpen} onOpenChange={setOpen}>
        {isOpen && <PublishContent tool={tool} onClose={() => setOpen(false)} />}
      </Dialog>
    </>
  );
}

function PublishContent({ tool, onClose }: { tool: Tool; onClose: () => void }) {
  const t = useTranslations('publish');
  const common = useTranslations('common');
  const { workspace, base } = useWorkspace();
  const publish = usePublish(workspace.slug, tool.slug);
  const [notes, setNotes] = useState('');
  const isFirst = tool.liveVersion === null;
  const live = useQuery({
    ...versionQuery(browserApi, workspace.slug, tool.slug, tool.liveVersion ?? 0),
    enabled: !isFirst,
  });
  const changes = live.data
    ? diffDefinitions(toDefinition(live.data.definition), toDefinition(tool.draft.definition))
    : null;
  const submit = () =>
    publish.mutate(
      { notes, revision: tool.draft.revision },
      {
        onSuccess: (version) => {
          onClose();
          toast.success(t('done', { number: version.number }), {
            action: (
              <Link
                href={`${base}/tools/${tool.slug}/api`}
                className="ml-auto text-[0.8125rem] font-medium whitespace-nowrap text-accent-foreground underline underline-offset-4"
              >
                {t('useIt')}
              </Link>
            ),
          });
        },
      },
    );
  return (
    <DialogContent className="max-w-xl">
      <DialogHeader>
        <DialogTitle>
          {isFirst ? t('titleFirst', { name: tool.name }) : t('title', { name: tool.name })}
        </DialogTitle>
        <DialogDescription>{isFirst ? t('descriptionFirst') : t('description')}</DialogDescription>
      </DialogHeader>
      {!isFirst && (
        <section>
          <h3 className="mb-2 text-[0.8125rem] font-semibold">
            {t('changes.since', { number: tool.liveVersion ?? 0 })}
          </h3>
          {changes ? (
            <ChangesView changes={changes} />
          ) : live.isError ? (
            <ErrorState error={live.error} onRetry={() => void live.refetch()} className="py-5" />
          ) : (
            <LoadingRegion label={t('changes.loading')}>
              <Skeleton className="h-24" />
            </LoadingRegion>
          )}
        </section>
      )}
      <Field label={t('notes')} description={t('notesHelp')} hint={common('optional')}>
        <Textarea
          rows={2}
          maxLength={2000}
          value={notes}
          onChange={(event) => setNotes(event.target.value)}
        />
      </Field>
      {publish.isError && <ErrorState error={publish.error} className="py-5" />}
      <DialogFooter>
        <DialogClose asChild>
          <Button>{common('cancel')}</Button>
        </DialogClose>
        <Button variant="primary" pending={publish.isPending} onClick={submit}>
          {t('confirm')}
        </Button>
      </DialogFooter>
    </DialogContent>
  );
}
