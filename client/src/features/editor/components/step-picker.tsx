'use client';

import { Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import {
  Command,
  CommandEmpty,
  CommandInput,
  CommandItem,
  CommandList,
} from '@/components/ui/command';
import { Dialog, DialogContent, DialogTitle, DialogTrigger } from '@/components/ui/dialog';
import { stepKindIcon } from '@/lib/step-kinds';
import { useEditorContext } from '../editor-context';

export interface StepPickerProps {
  label: string;
  /** A thin line between two cards, or the button below the last. */
  variant: 'between' | 'end';
  onPick: (kind: string) => void;
}

/** Chooses what a new step does. */
export function StepPicker({ label, variant, onPick }: StepPickerProps) {
  const t = useTranslations('editor.picker');
  const { kinds } = useEditorContext();
  const [isOpen, setOpen] = useState(false);
  return (
    <Dialog open={isOpen} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        {variant === 'between' ? (
          <button
            type="button"
            aria-label={label}
            title={label}
            className="group mx-auto grid h-6 w-24 place-items-center"
          >
            <span className="h-full w-px bg-border-strong/40 group-hover:hidden group-focus-visible:hidden" />
            <span className="hidden size-5 place-items-center rounded-full bg-primary text-primary-foreground group-hover:grid group-focus-visible:grid">
              <Plus aria-hidden className="size-3.5" />
            </span>
          </button>
        ) : (
          <Button className="w-full border-dashed">
            <Plus aria-hidden />
            {label}
          </Button>
        )}
      </DialogTrigger>
      <DialogContent className="max-w-xl gap-0 p-0" aria-describedby={undefined}>
        <DialogTitle className="sr-only">{t('title')}</DialogTitle>
        <Command label={t('placeholder')}>
          <CommandInput placeholder={t('placeholder')} />
          <CommandList className="max-h-[60dvh]">
            <CommandEmpty>{t('empty')}</CommandEmpty>
            {kinds.map((kind) => {
              const Icon = stepKindIcon(kind.kind);
              return (
                <CommandItem
                  key={kind.kind}
                  value={kind.kind}
                  keywords={[kind.title, kind.description]}
                  className="items-start"
                  onSelect={() => {
                    setOpen(false);
                    onPick(kind.kind);
                  }}
                >
                  <span className="grid size-8 shrink-0 place-items-center rounded-md bg-accent [&_svg]:text-accent-foreground">
                    <Icon aria-hidden strokeWidth={1.75} />
                  </span>
                  <span className="min-w-0">
                    <span className="flex items-center gap-2 font-medium">
                      {kind.title}
                      {kind.needsProvider && <Badge tone="warning">{t('needsProvider')}</Badge>}
                    </span>
                    <span className="block text-[0.8125rem] text-pretty text-muted-foreground">
                      {kind.description}
                    </span>
                  </span>
                </CommandItem>
              );
            })}
          </CommandList>
        </Command>
      </DialogContent>
    </Dialog>
  );
}
