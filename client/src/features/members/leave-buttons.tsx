'use client';

import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { toast } from 'sonner';
import { ConfirmDialog } from '@/components/ui/alert-dialog';
import { Button } from '@/components/ui/button';
import { useProblemText } from '@/lib/api/problem-text';
import type { Member } from '@/lib/api/types';
import { useWorkspace } from '@/lib/workspace-context';
import { leaveWorkspace, removeMember } from './mutations';

/** Takes the reader out of the workspace, and leads to another one. */
export function LeaveButton() {
  const t = useTranslations('members.leave');
  const problemText = useProblemText();
  const router = useRouter();
  const { me, workspace } = useWorkspace();
  const leave = useMutation(leaveWorkspace(workspace.slug));
  const confirm = async () => {
    try {
      await leave.mutateAsync();
      toast.success(t('done', { workspace: workspace.name }));
      router.replace('/');
    } catch (error) {
      const { title, detail } = problemText(error);
      toast.error(title, { description: detail });
      throw error;
    }
  };
  return (
    <ConfirmDialog
      trigger={<Button size="sm">{t('action')}</Button>}
      title={t('title', { workspace: workspace.name })}
      description={t(me.workspaces.length > 1 ? 'description' : 'onlyDescription')}
      confirmLabel={t('confirm')}
      destructive
      onConfirm={confirm}
    />
  );
}

/** Takes somebody else out of the workspace. */
export function RemoveButton({ member }: { member: Member }) {
  const t = useTranslations('members.remove');
  const problemText = useProblemText();
  const { workspace } = useWorkspace();
  const remove = useMutation(removeMember(workspace.slug, member.userId));
  const confirm = async () => {
    try {
      await remove.mutateAsync();
      toast.success(t('done', { name: member.name }));
    } catch (error) {
      const { title, detail } = problemText(error);
      toast.error(title, { description: detail });
      throw error;
    }
  };
  return (
    <ConfirmDialog
      trigger={
        <Button size="sm" aria-label={t('named', { name: member.name })}>
          {t('action')}
        </Button>
      }
      title={t('title', { name: member.name })}
      description={t('description')}
      confirmLabel={t('confirm')}
      destructive
      onConfirm={confirm}
    />
  );
}
