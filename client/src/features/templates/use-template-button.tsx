'use client';

import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { toast } from 'sonner';
import { Button } from '@/components/ui/button';
import { useProblemText } from '@/lib/api/problem-text';
import type { Template } from '@/lib/api/types';
import { useWorkspace } from '@/lib/workspace-context';
import { createToolFromTemplate } from './mutations';

/** Makes a tool of a template and opens it in the editor. */
export function UseTemplateButton({ template }: { template: Template }) {
  const t = useTranslations('templates');
  const problemText = useProblemText();
  const router = useRouter();
  const { workspace, base } = useWorkspace();
  const create = useMutation(createToolFromTemplate(workspace.slug));
  // Stays on while the editor loads, so that nobody makes a second tool by an impatient click.
  const [opening, setOpening] = useState(false);
  const use = async () => {
    try {
      const tool = await create.mutateAsync(template);
      setOpening(true);
      toast.success(t('made', { name: tool.name }));
      router.push(`${base}/tools/${tool.slug}`);
    } catch (error) {
      const { title, detail } = problemText(error);
      toast.error(title, { description: detail });
    }
  };
  const busy = create.isPending || opening;
  return (
    <Button
      variant="primary"
      size="lg"
      className="w-full sm:w-auto"
      pending={busy}
      onClick={() => void use()}
    >
      {busy ? t('using') : t('use')}
    </Button>
  );
}
