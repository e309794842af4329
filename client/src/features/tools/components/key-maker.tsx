'use client';

import { useMutation } from '@tanstack/react-query';
import { KeyRound } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { toast } from 'sonner';
import { Button } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { browserApi } from '@/lib/api/client';
import { useProblemText } from '@/lib/api/problem-text';
import { apiKeysQuery } from '@/lib/api/queries';
import { getQueryClient } from '@/lib/api/query-client';
import type { CreatedApiKey, Tool } from '@/lib/api/types';
import { unwrap } from '@/lib/api/unwrap';
import { useWorkspace } from '@/lib/workspace-context';

export interface KeyMakerProps {
  tool: Tool;
  created: CreatedApiKey | null;
  onCreated: (key: CreatedApiKey) => void;
}

/** Makes a key that may run this one tool, and shows its secret while the page is open. */
export function KeyMaker({ tool, created, onCreated }: KeyMakerProps) {
  const t = useTranslations('tools.api');
  const problemText = useProblemText();
  const { workspace, base, canEdit } = useWorkspace();
  const create = useMutation({
    mutationFn: () =>
      unwrap(
        browserApi.POST('/api/v1/workspaces/{workspace}/api-keys', {
          params: { path: { workspace: workspace.slug } },
          body: {
            name: t('keyName', { tool: tool.name }).slice(0, 80),
            scopes: ['runs:create', 'runs:read'],
            tools: [tool.slug],
          },
        }),
      ),
    onSuccess: (key) => {
      onCreated(key);
      void getQueryClient().invalidateQueries({
        queryKey: apiKeysQuery(browserApi, workspace.slug).queryKey,
      });
    },
    onError: (error) =>
      toast.error(problemText(error).title, { description: problemText(error).detail }),
  });
  if (created) {
    return (
      <div
        role="status"
        className="rounded-lg border border-success/40 bg-success-soft px-4 py-3 text-[0.8125rem]"
      >
        <p className="font-medium">{t('keyMade')}</p>
        <div className="mt-1.5 flex items-center gap-1">
          <code className="min-w-0 truncate rounded-sm border bg-surface px-2 py-1 font-mono">
            {created.secret}
          </code>
          <CopyButton value={created.secret} label={t('key')} />
        </div>
      </div>
    );
  }
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 rounded-lg border bg-surface px-4 py-3 text-[0.8125rem] shadow-card">
      <p className="text-pretty text-muted-foreground">
        {canEdit ? t('needsKey') : t('needsKeyRunner')}
      </p>
      {canEdit && (
        <span className="flex items-center gap-2">
          <Button asChild variant="ghost" size="sm">
            <Link href={`${base}/settings/api-keys`}>{t('allKeys')}</Link>
          </Button>
          <Button size="sm" pending={create.isPending} onClick={() => create.mutate()}>
            {!create.isPending && <KeyRound aria-hidden />}
            {t('makeKey')}
          </Button>
        </span>
      )}
    </div>
  );
}
