'use client';

import { useMutation } from '@tanstack/react-query';
import { useFormatter, useNow, useTranslations } from 'next-intl';
import { toast } from 'sonner';
import { ConfirmDialog } from '@/components/ui/alert-dialog';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { RelativeTime } from '@/components/ui/relative-time';
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from '@/components/ui/table';
import { useProblemText } from '@/lib/api/problem-text';
import type { ApiKey } from '@/lib/api/types';
import { useWorkspace } from '@/lib/workspace-context';
import { revokeApiKey } from './mutations';

export function ApiKeysTable({ items }: { items: readonly ApiKey[] }) {
  const t = useTranslations('apiKeys');
  return (
    <Table label={t('title')}>
      <TableHeader>
        <TableRow>
          <TableHead>{t('columns.name')}</TableHead>
          <TableHead>{t('columns.scopes')}</TableHead>
          <TableHead>{t('columns.tools')}</TableHead>
          <TableHead>{t('columns.lastUsed')}</TableHead>
          <TableHead>{t('columns.expires')}</TableHead>
          <TableHead>
            <span className="sr-only">{t('columns.actions')}</span>
          </TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {items.map((key) => (
          <TableRow key={key.id}>
            <TableCell>
              <span className="block font-medium">{key.name}</span>
              <span className="font-mono text-xs text-muted-foreground">{key.prefix}…</span>
            </TableCell>
            <TableCell>
              <span className="flex flex-wrap gap-1">
                {key.scopes.map((scope) => (
                  <Badge key={scope}>{t(`scopes.${scope}.label`)}</Badge>
                ))}
              </span>
            </TableCell>
            <TableCell className="max-w-48 text-muted-foreground">
              {key.tools?.length ? key.tools.join(', ') : t('allTools')}
            </TableCell>
            <TableCell className="text-muted-foreground">
              {key.lastUsedAt ? <RelativeTime value={key.lastUsedAt} /> : t('neverUsed')}
            </TableCell>
            <TableCell>
              <Expiry expiresAt={key.expiresAt} />
            </TableCell>
            <TableCell className="text-right">
              <RevokeButton apiKey={key} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function Expiry({ expiresAt }: { expiresAt: string | null }) {
  const t = useTranslations('apiKeys');
  const format = useFormatter();
  const now = useNow();
  if (!expiresAt) return <span className="text-muted-foreground">{t('neverExpires')}</span>;
  const date = new Date(expiresAt);
  if (date <= now) return <Badge tone="danger">{t('expired')}</Badge>;
  return (
    <span className="whitespace-nowrap text-muted-foreground">
      {format.dateTime(date, { dateStyle: 'medium' })}
    </span>
  );
}

function RevokeButton({ apiKey }: { apiKey: ApiKey }) {
  const t = useTranslations('apiKeys.revoke');
  const problemText = useProblemText();
  const { workspace } = useWorkspace();
  const revoke = useMutation(revokeApiKey(workspace.slug));
  const confirm = async () => {
    try {
      await revoke.mutateAsync(apiKey.id);
      toast.success(t('done', { name: apiKey.name }));
    } catch (error) {
      const { title, detail } = problemText(error);
      toast.error(title, { description: detail });
      throw error;
    }
  };
  return (
    <ConfirmDialog
      trigger={
        <Button size="sm" aria-label={t('named', { name: apiKey.name })}>
          {t('action')}
        </Button>
      }
      title={t('title', { name: apiKey.name })}
      description={t('description')}
      confirmLabel={t('confirm')}
      destructive
      onConfirm={confirm}
    />
  );
}
