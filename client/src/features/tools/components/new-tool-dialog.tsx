'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { type ReactNode, useState } from 'react';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { Button } from '@/components/ui/button';
import {
  Dialog,
  DialogClose,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
  DialogTrigger,
} from '@/components/ui/dialog';
import { FormProblem, SubmitButton, TextField, TextareaField } from '@/components/ui/form';
import { showProblem } from '@/lib/api/show-problem';
import { useWorkspace } from '@/lib/workspace-context';
import { useCreateTool } from '../api/mutations';

interface NewToolValues {
  name: string;
  description: string;
}

/** Makes a tool with one step that works, to begin from. */
export function NewToolDialog({ trigger }: { trigger: ReactNode }) {
  const t = useTranslations('tools.new');
  const common = useTranslations('common');
  const validation = useTranslations('common.validation');
  const { workspace, base } = useWorkspace();
  const router = useRouter();
  const [isOpen, setOpen] = useState(false);
  const create = useCreateTool(workspace.slug);
  const schema = z.object({
    name: z
      .string()
      .trim()
      .min(1, validation('required'))
      .max(100, validation('tooLong', { max: 100 })),
    description: z.string().max(2000, validation('tooLong', { max: 2000 })),
  }) satisfies z.ZodType<NewToolValues>;
  const form = useForm<NewToolValues>({
    resolver: zodResolver(schema),
    defaultValues: { name: '', description: '' },
  });
  const submit = form.handleSubmit(async ({ name, description }) => {
    try {
      const tool = await create.mutateAsync({ name, ...(description ? { description } : {}) });
      router.push(`${base}/tools/${tool.slug}`);
    } catch (error) {
      showProblem(form, error);
    }
  });
  return (
    <Dialog open={isOpen} onOpenChange={setOpen}>
      <DialogTrigger asChild>{trigger}</DialogTrigger>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{t('title')}</DialogTitle>
          <DialogDescription>{t('description')}</DialogDescription>
        </DialogHeader>
        <form onSubmit={submit} noValidate className="grid grid-cols-1 gap-4">
          <TextField
            control={form.control}
            name="name"
            label={t('name')}
            autoComplete="off"
            required
          />
          <TextareaField
            control={form.control}
            name="description"
            label={t('about')}
            hint={common('optional')}
            rows={2}
          />
          <FormProblem form={form} />
          <DialogFooter>
            <DialogClose asChild>
              <Button>{common('cancel')}</Button>
            </DialogClose>
            <SubmitButton pending={create.isPending}>{common('create')}</SubmitButton>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
