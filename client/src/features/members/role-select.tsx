'use client';

import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useRef, useState } from 'react';
import { toast } from 'sonner';
import { ConfirmDialog } from '@/components/ui/alert-dialog';
import {
  Select,
  SelectContent,
  SelectItem,
  SelectTrigger,
  SelectValue,
} from '@/components/ui/select';
import { useProblemText } from '@/lib/api/problem-text';
import type { Member } from '@/lib/api/types';
import { useWorkspace } from '@/lib/workspace-context';
import { changeRole } from './mutations';
import { ROLES } from './schema';

/** Gives a member another role at once; an owner who gives up the own one is asked first. */
export function RoleSelect({ member }: { member: Member }) {
  const t = useTranslations('members');
  const roles = useTranslations('nav.roles');
  const problemText = useProblemText();
  const router = useRouter();
  const { me, workspace } = useWorkspace();
  const change = useMutation(changeRole(workspace.slug, member.userId));
  const [asked, setAsked] = useState<Member['role']>();
  const trigger = useRef<HTMLButtonElement>(null);
  const isMe = member.userId === me.id;
  const set = async (role: Member['role']) => {
    try {
      await change.mutateAsync(role);
      toast.success(t('roleChanged', { name: member.name, role: roles(role) }));
      // The frame of the page shows what this role may do.
      if (isMe) router.refresh();
    } catch (error) {
      const { title, detail } = problemText(error);
      toast.error(title, { description: detail });
      throw error;
    }
  };
  const choose = (role: Member['role']) => {
    if (change.isPending) return;
    if (isMe) setAsked(role);
    else set(role).catch(() => {}); // has been told
  };
  return (
    <>
      <Select
        value={change.isPending ? change.variables : member.role}
        onValueChange={(role) => choose(role as Member['role'])}
      >
        <SelectTrigger
          ref={trigger}
          aria-busy={change.isPending}
          aria-label={t('roleOf', { name: member.name })}
          className="w-36 max-sm:flex-1"
        >
          <SelectValue />
        </SelectTrigger>
        {/* The Enter that chooses must not also press the button that the question focuses. */}
        <SelectContent onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}>
          {ROLES.map((role) => (
            <SelectItem key={role} value={role}>
              {roles(role)}
            </SelectItem>
          ))}
        </SelectContent>
      </Select>
      {asked && (
        <ConfirmDialog
          open
          onOpenChange={() => setAsked(undefined)}
          title={t('stepDown.title')}
          description={t('stepDown.description')}
          confirmLabel={t('stepDown.confirm', { role: roles(asked) })}
          destructive
          onConfirm={() => set(asked)}
          onCloseAutoFocus={() => trigger.current?.focus()}
        />
      )}
    </>
  );
}
