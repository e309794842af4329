'use client';

import { useMutation } from '@tanstack/react-query';
import { Cloud, HardDrive, type LucideIcon } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { toast } from 'sonner';
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogHeader,
  DialogTitle,
} from '@/components/ui/dialog';
import { useWorkspace } from '@/lib/workspace-context';
import { createProvider } from './mutations';
import { PROVIDER_PRESETS, type ProviderPreset } from './presets';
import { CancelButton, ProviderForm } from './provider-form';
import { toProviderBody } from './schema';

export interface ConnectDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onConnected: (id: string) => void;
}

/** Two pages: which model server, then its address and key. */
export function ConnectDialog({ open, onOpenChange, onConnected }: ConnectDialogProps) {
  const t = useTranslations('providers.form');
  const common = useTranslations('common');
  const { me, workspace, isOwner } = useWorkspace();
  const create = useMutation(createProvider(workspace.slug));
  const adminScopes = isOwner ? (['workspace', 'platform'] as const) : (['platform'] as const);
  const [preset, setPreset] = useState<ProviderPreset | null>(null);
  const change = (next: boolean) => {
    if (!next) setPreset(null);
    onOpenChange(next);
  };
  return (
    <Dialog open={open} onOpenChange={change}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>
            {preset ? t('title', { name: preset.name || t('other') }) : t('pickTitle')}
          </DialogTitle>
          <DialogDescription>{t(preset ? 'description' : 'pickDescription')}</DialogDescription>
        </DialogHeader>
        {preset ? (
          <ProviderForm
            values={{
              name: preset.name,
              baseUrl: preset.baseUrl,
              apiKey: '',
              models: [{ name: '', inputPricePerMillion: '', outputPricePerMillion: '' }],
            }}
            scopes={me.role === 'admin' ? adminScopes : ['workspace']}
            exampleModel={preset.exampleModel}
            submitLabel={t('submit')}
            cancel={<CancelButton onClick={() => setPreset(null)}>{common('back')}</CancelButton>}
            onSubmit={async (values, scope) => {
              const made = await create.mutateAsync({
                scope,
                body: { kind: preset.kind, ...toProviderBody(values) },
              });
              toast.success(t('connected', { name: made.name }));
              onConnected(made.id);
              change(false);
            }}
          />
        ) : (
          <div className="grid gap-5">
            <PresetGroup
              icon={Cloud}
              label={t('cloud')}
              presets={PROVIDER_PRESETS.filter((one) => !one.isLocal)}
              onPick={setPreset}
            />
            <PresetGroup
              icon={HardDrive}
              label={t('local')}
              presets={PROVIDER_PRESETS.filter((one) => one.isLocal)}
              onPick={setPreset}
            />
          </div>
        )}
      </DialogContent>
    </Dialog>
  );
}

interface PresetGroupProps {
  icon: LucideIcon;
  label: string;
  presets: readonly ProviderPreset[];
  onPick: (preset: ProviderPreset) => void;
}

function PresetGroup({ icon: Icon, label, presets, onPick }: PresetGroupProps) {
  const t = useTranslations('providers.form');
  return (
    <section>
      <h3 className="mb-2 flex items-center gap-1.5 text-xs font-medium text-muted-foreground">
        <Icon aria-hidden className="size-3.5" />
        {label}
      </h3>
      <ul className="grid gap-2 sm:grid-cols-2">
        {presets.map((preset) => (
          <li key={preset.key}>
            <button
              type="button"
              onClick={() => onPick(preset)}
              className="h-full w-full rounded-lg border bg-surface px-3 py-2.5 text-left shadow-card transition-colors hover:border-border-strong/60 hover:bg-muted"
            >
              <span className="block text-sm font-medium">{preset.name || t('other')}</span>
              {preset.baseUrl && (
                <span className="block truncate font-mono text-xs text-muted-foreground">
                  {preset.baseUrl}
                </span>
              )}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
