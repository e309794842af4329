'use client';

import { Archive, ArchiveRestore, Ellipsis, Pencil } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { toast } from 'sonner';
import { ConfirmDialog } from '@/components/ui/alert-dialog';
import { Button } from '@/components/ui/button';
import {
  Dialog,
  DialogClose,
  DialogContent,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from '@/components/ui/dialog';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu';
import { FormProblem, SubmitButton, TextField, TextareaField } from '@/components/ui/form';
import { useProblemText } from '@/lib/api/problem-text';
import { showProblem } from '@/lib/api/show-problem';
import type { Tool } from '@/lib/api/types';
import { useWorkspace } from '@/lib/workspace-context';
import { useArchiveTool, useRestoreTool, useUpdateTool } from '../api/mutations';

/** What one does with a tool as a whole. */
export function ToolMenu({ tool }: { tool: Tool }) {
  const t = useTranslations('tools.menu');
  const { workspace, base } = useWorkspace();
  const router = useRouter();
  const problemText = useProblemText();
  const [open, setOpen] = useState<'rename' | 'archive' | null>(null);
  const archive = useArchiveTool(workspace.slug, tool.slug);
  const restore = useRestoreTool(workspace.slug, tool.slug);
  const tell = (error: unknown) => {
    const { title, detail } = problemText(error);
    toast.error(title, { description: detail });
  };
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button variant="ghost" size="icon-sm" aria-label={t('label')}>
            <Ellipsis aria-hidden />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="start">
          <DropdownMenuItem onSelect={() => setOpen('rename')}>
            <Pencil aria-hidden />
            {t('rename')}
          </DropdownMenuItem>
          {tool.archivedAt ? (
            <DropdownMenuItem
              onSelect={() =>
                restore.mutate(undefined, {
                  onSuccess: () => toast.success(t('restored', { name: tool.name })),
                  onError: tell,
                })
              }
            >
              <ArchiveRestore aria-hidden />
              {t('restore')}
            </DropdownMenuItem>
          ) : (
            <DropdownMenuItem destructive onSelect={() => setOpen('archive')}>
              <Archive aria-hidden />
              {t('archive')}
            </DropdownMenuItem>
          )}
        </DropdownMenuContent>
      </DropdownMenu>
      {open === 'rename' && <RenameDialog tool={tool} onClose={() => setOpen(null)} />}
      <ConfirmDialog
        open={open === 'archive'}
        onOpenChange={(isOpen) => setOpen(isOpen ? 'archive' : null)}
        title={t('archiveTitle', { name: tool.name })}
        description={t('archiveDescription')}
        confirmLabel={t('archive')}
        destructive
        onConfirm={async () => {
          try {
            await archive.mutateAsync();
          } catch (error) {
            tell(error);
            throw error;
          }
          toast.success(t('archived', { name: tool.name }));
          router.push(`${base}/tools`);
        }}
      />
    </>
  );
}

function RenameDialog({ tool, onClose }: { tool: Tool; onClose: () => void }) {
  const t = useTranslations('tools');
  const common = useTranslations('common');
  const { workspace } = useWorkspace();
  const update = useUpdateTool(workspace.slug, tool.slug);
  const form = useForm({ defaultValues: { name: tool.name, description: tool.description } });
  const submit = form.handleSubmit(async (values) => {
    try {
      await update.mutateAsync(values);
      onClose();
    } catch (error) {
      showProblem(form, error);
    }
  });
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent aria-describedby={undefined}>
        <DialogHeader>
          <DialogTitle>{t('menu.rename')}</DialogTitle>
        </DialogHeader>
        <form onSubmit={submit} noValidate className="grid grid-cols-1 gap-4">
          <TextField control={form.control} name="name" label={t('new.name')} required />
          <TextareaField
            control={form.control}
            name="description"
            label={t('new.about')}
            rows={3}
          />
          <FormProblem form={form} />
          <DialogFooter>
            <DialogClose asChild>
              <Button>{common('cancel')}</Button>
            </DialogClose>
            <SubmitButton pending={update.isPending}>{common('save')}</SubmitButton>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
