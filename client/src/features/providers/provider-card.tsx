'use client';

import { useMutation } from '@tanstack/react-query';
import { KeyRound, Pencil, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { toast } from 'sonner';
import { ConfirmDialog } from '@/components/ui/alert-dialog';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogHeader,
  DialogTitle,
} from '@/components/ui/dialog';
import { useProblemText } from '@/lib/api/problem-text';
import type { Provider } from '@/lib/api/types';
import { useWorkspace } from '@/lib/workspace-context';
import { ConnectionTest } from './connection-test';
import { removeProvider, updateProvider } from './mutations';
import { PlatformBadge } from './platform-badge';
import { CancelButton, ProviderForm } from './provider-form';
import { ProviderModels } from './provider-models';
import type { ProviderScope } from './provider-scope';
import { toProviderBody, toProviderValues } from './schema';

export interface ProviderCardProps {
  provider: Provider;
  scope: ProviderScope;
  isNew: boolean;
}

export function ProviderCard({ provider, scope, isNew }: ProviderCardProps) {
  const t = useTranslations('providers');
  const { me, isOwner } = useWorkspace();
  const canChange = scope === 'platform' ? me.role === 'admin' : isOwner;
  return (
    <Card>
      <div className="flex items-start justify-between gap-3 p-4">
        <div className="min-w-0">
          <h3 className="flex flex-wrap items-center gap-2 font-semibold">
            {provider.name}
            {scope === 'platform' && <PlatformBadge />}
            <Badge>{t(`kinds.${provider.kind}`)}</Badge>
            <Badge tone={provider.hasKey ? 'success' : 'outline'}>
              <KeyRound aria-hidden />
              {t(provider.hasKey ? 'hasKey' : 'noKey')}
            </Badge>
          </h3>
          <p className="mt-1 font-mono text-xs break-all text-muted-foreground">
            {provider.slug} · <span className="inline-block">{provider.baseUrl}</span>
          </p>
        </div>
        {canChange && (
          <div className="flex items-center gap-1">
            <EditButton provider={provider} scope={scope} />
            <RemoveButton provider={provider} scope={scope} />
          </div>
        )}
      </div>
      <ProviderModels models={provider.models} />
      {canChange && <ConnectionTest provider={provider} scope={scope} startNow={isNew} />}
    </Card>
  );
}

type ButtonProps = Omit<ProviderCardProps, 'isNew'>;

function EditButton({ provider, scope }: ButtonProps) {
  const t = useTranslations('providers');
  const common = useTranslations('common');
  const { workspace } = useWorkspace();
  const update = useMutation(updateProvider(workspace.slug, scope, provider.id));
  const [open, setOpen] = useState(false);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <Button
        variant="ghost"
        size="icon"
        aria-label={t('edit.named', { name: provider.name })}
        onClick={() => setOpen(true)}
      >
        <Pencil aria-hidden />
      </Button>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{t('edit.title', { name: provider.name })}</DialogTitle>
          <DialogDescription>{t('edit.description')}</DialogDescription>
        </DialogHeader>
        <ProviderForm
          values={toProviderValues(provider)}
          stored={provider}
          scopes={[scope]}
          exampleModel=""
          submitLabel={t('form.save')}
          cancel={<CancelButton onClick={() => setOpen(false)}>{common('cancel')}</CancelButton>}
          onSubmit={async (values) => {
            await update.mutateAsync(toProviderBody(values));
            toast.success(t('form.saved', { name: values.name }));
            setOpen(false);
          }}
        />
      </DialogContent>
    </Dialog>
  );
}

function RemoveButton({ provider, scope }: ButtonProps) {
  const t = useTranslations('providers.remove');
  const problemText = useProblemText();
  const { workspace } = useWorkspace();
  const remove = useMutation(removeProvider(workspace.slug, scope));
  const confirm = async () => {
    try {
      await remove.mutateAsync(provider.id);
      toast.success(t('done', { name: provider.name }));
    } catch (error) {
      const { title, detail } = problemText(error);
      toast.error(title, { description: detail });
      throw error;
    }
  };
  return (
    <ConfirmDialog
      trigger={
        <Button variant="ghost" size="icon" aria-label={t('named', { name: provider.name })}>
          <Trash2 aria-hidden />
        </Button>
      }
      title={t('title', { name: provider.name })}
      description={t(scope === 'platform' ? 'platformDescription' : 'description')}
      confirmLabel={t('confirm')}
      destructive
      onConfirm={confirm}
    />
  );
}
