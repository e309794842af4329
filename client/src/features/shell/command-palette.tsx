'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import {
  Blocks,
  KeyRound,
  Languages,
  LayoutTemplate,
  type LucideIcon,
  Plug,
  Search,
  SunMoon,
  UserPlus,
} from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { Dialog as DialogPrimitive } from 'radix-ui';
import { type ReactNode, createContext, use, useEffect, useState } from 'react';
import {
  Command,
  CommandEmpty,
  CommandGroup,
  CommandInput,
  CommandItem,
  CommandList,
} from '@/components/ui/command';
import { dialogContentClasses, overlayClasses } from '@/components/ui/dialog';
import { Kbd } from '@/components/ui/kbd';
import { LOCALES } from '@/i18n/locale';
import { browserApi } from '@/lib/api/client';
import { toolsQuery } from '@/lib/api/queries';
import { cn } from '@/lib/cn';
import { useWorkspace } from '@/lib/workspace-context';
import { MAIN_NAV, SETTINGS_NAV } from './nav-items';
import { LANGUAGE_NAMES, THEMES, usePreferences } from './use-preferences';

const PaletteContext = createContext<(open: boolean) => void>(() => {});

/** Holds the palette and opens it on Ctrl-K or Cmd-K, wherever the focus is. */
export function CommandPaletteProvider({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (
        event.key.toLowerCase() !== 'k' ||
        !(event.metaKey || event.ctrlKey) ||
        event.shiftKey ||
        event.altKey
      )
        return;
      event.preventDefault();
      setOpen((isOpen) => !isOpen);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
  return (
    <PaletteContext value={setOpen}>
      {children}
      <PaletteDialog open={open} onOpenChange={setOpen} />
    </PaletteContext>
  );
}

export function PaletteButton({ className, iconOnly }: { className?: string; iconOnly?: boolean }) {
  const t = useTranslations('nav.palette');
  const setOpen = use(PaletteContext);
  return (
    <button
      type="button"
      onClick={() => setOpen(true)}
      aria-label={iconOnly ? t('open') : undefined}
      aria-keyshortcuts="Control+K Meta+K"
      className={cn(
        'flex h-8 items-center gap-2 rounded-md text-sm text-muted-foreground transition-colors hover:text-foreground',
        iconOnly
          ? 'w-8 justify-center hover:bg-muted'
          : 'border bg-surface px-2 shadow-card hover:border-border-strong/60',
        className,
      )}
    >
      <Search aria-hidden className="size-4" />
      {!iconOnly && (
        <>
          <span className="flex-1 text-left">{t('open')}</span>
          <span aria-hidden className="flex gap-0.5">
            <Kbd>Ctrl</Kbd>
            <Kbd>K</Kbd>
          </span>
        </>
      )}
    </button>
  );
}

function PaletteDialog({
  open,
  onOpenChange,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const t = useTranslations('nav.palette');
  return (
    <DialogPrimitive.Root open={open} onOpenChange={onOpenChange}>
      <DialogPrimitive.Portal>
        <DialogPrimitive.Overlay className={overlayClasses} />
        <DialogPrimitive.Content
          aria-describedby={undefined}
          className={cn(
            dialogContentClasses,
            'top-[12vh] max-w-xl translate-y-0 gap-0 overflow-hidden p-0',
          )}
        >
          <DialogPrimitive.Title className="sr-only">{t('title')}</DialogPrimitive.Title>
          <Palette close={() => onOpenChange(false)} />
        </DialogPrimitive.Content>
      </DialogPrimitive.Portal>
    </DialogPrimitive.Root>
  );
}

function Palette({ close }: { close: () => void }) {
  const t = useTranslations('nav');
  const router = useRouter();
  const { base, workspace, canEdit, isOwner } = useWorkspace();
  const { setTheme, setLocale } = usePreferences();
  const tools = useInfiniteQuery(toolsQuery(browserApi, workspace.slug, { limit: 100 }));
  const run = (action: () => void) => () => {
    close();
    action();
  };
  const go = (path: string) => run(() => router.push(base + path));
  return (
    <Command label={t('palette.title')} loop>
      <CommandInput placeholder={t('palette.placeholder')} />
      <CommandList>
        <CommandEmpty>{t('palette.empty')}</CommandEmpty>
        <CommandGroup heading={t('palette.goTo')}>
          {[...MAIN_NAV, ...SETTINGS_NAV].map((item) => (
            <Entry key={item.key} icon={item.icon} onSelect={go(item.path)}>
              {t(item.key)}
            </Entry>
          ))}
        </CommandGroup>
        {tools.data && tools.data.pages[0]!.items.length > 0 && (
          <CommandGroup heading={t('palette.tools')}>
            {tools.data.pages.flatMap((page) =>
              page.items.map((tool) => (
                <Entry
                  key={tool.slug}
                  icon={Blocks}
                  value={`${tool.name} ${tool.slug}`}
                  onSelect={go(`/tools/${tool.slug}`)}
                >
                  {tool.name}
                </Entry>
              )),
            )}
          </CommandGroup>
        )}
        <CommandGroup heading={t('palette.actions')}>
          {canEdit && (
            <Entry icon={LayoutTemplate} onSelect={go('/templates')}>
              {t('palette.newTool')}
            </Entry>
          )}
          {canEdit && (
            <Entry icon={KeyRound} onSelect={go('/settings/api-keys?new')}>
              {t('palette.newKey')}
            </Entry>
          )}
          {isOwner && (
            <Entry icon={Plug} onSelect={go('/settings/providers?new')}>
              {t('palette.connectProvider')}
            </Entry>
          )}
          {isOwner && (
            <Entry icon={UserPlus} onSelect={go('/settings/members?new')}>
              {t('palette.addMember')}
            </Entry>
          )}
          {THEMES.map((name) => (
            <Entry key={name} icon={SunMoon} onSelect={run(() => setTheme(name))}>
              {t('palette.theme', { name: t(`themes.${name}`) })}
            </Entry>
          ))}
          {LOCALES.map((name) => (
            <Entry key={name} icon={Languages} onSelect={run(() => setLocale(name))}>
              {t('palette.switchLanguage', { name: LANGUAGE_NAMES[name] })}
            </Entry>
          ))}
        </CommandGroup>
      </CommandList>
    </Command>
  );
}

interface EntryProps {
  icon: LucideIcon;
  /** Searched instead of the text; needed where two entries have the same text. */
  value?: string;
  onSelect: () => void;
  children: ReactNode;
}

function Entry({ icon: Icon, value, onSelect, children }: EntryProps) {
  return (
    <CommandItem value={value} onSelect={onSelect}>
      <Icon aria-hidden />
      {children}
    </CommandItem>
  );
}
