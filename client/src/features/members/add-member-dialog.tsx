'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useForm, useWatch } from 'react-hook-form';
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
import { FormProblem, SelectField, SubmitButton, TextField } from '@/components/ui/form';
import { isApiProblem } from '@/lib/api/problem';
import { showProblem } from '@/lib/api/show-problem';
import { useWorkspace } from '@/lib/workspace-context';
import { addMember } from './mutations';
import { type MemberValues, ROLES, memberSchema } from './schema';

export interface AddMemberDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

export function AddMemberDialog({ open, onOpenChange }: AddMemberDialogProps) {
  const t = useTranslations('members.add');
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{t('title')}</DialogTitle>
          <DialogDescription>{t('description')}</DialogDescription>
        </DialogHeader>
        <AddMemberForm onAdded={() => onOpenChange(false)} />
      </DialogContent>
    </Dialog>
  );
}

function AddMemberForm({ onAdded }: { onAdded: () => void }) {
  const t = useTranslations('members');
  const roles = useTranslations('nav.roles');
  const common = useTranslations('common');
  const validation = useTranslations('common.validation');
  const { workspace } = useWorkspace();
  const add = useMutation(addMember(workspace.slug));
  const form = useForm<MemberValues>({
    resolver: zodResolver(memberSchema(validation)),
    defaultValues: { email: '', role: 'editor' },
  });
  const role = useWatch({ control: form.control, name: 'role' });
  const submit = form.handleSubmit(async (values) => {
    try {
      const { name } = await add.mutateAsync(values);
      toast.success(t('add.done', { name }));
      onAdded();
    } catch (error) {
      // The address has been checked here already: what is wrong with it is that nobody has it.
      if (isApiProblem(error) && error.errors.some(({ pointer }) => pointer === '#/email'))
        form.setError('email', { message: t('add.noAccount') }, { shouldFocus: true });
      else showProblem(form, error);
    }
  });
  return (
    <form onSubmit={submit} noValidate className="grid gap-5">
      <TextField
        control={form.control}
        name="email"
        label={t('add.email')}
        description={t('add.emailHelp')}
        type="email"
        // Somebody else's address, not the reader's.
        autoComplete="off"
        required
      />
      <SelectField
        control={form.control}
        name="role"
        label={t('role')}
        description={t(`roleHelp.${role}`)}
        options={ROLES.map((value) => ({ value, label: roles(value) }))}
      />
      <FormProblem form={form} />
      <DialogFooter>
        <DialogClose asChild>
          <Button>{common('cancel')}</Button>
        </DialogClose>
        <SubmitButton pending={add.isPending}>{t('add.submit')}</SubmitButton>
      </DialogFooter>
    </form>
  );
}
