'use client';

import { ChevronsUpDown } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu';
import { useWorkspace } from '@/lib/workspace-context';

export function WorkspaceSwitcher() {
  const t = useTranslations('nav');
  const router = useRouter();
  const { me, workspace } = useWorkspace();
  return (
    <DropdownMenu>
      <DropdownMenuTrigger className="flex h-11 w-full items-center gap-2.5 rounded-lg px-2 text-left transition-colors hover:bg-muted data-[state=open]:bg-muted max-md:pr-10">
        <Initial name={workspace.name} />
        <span className="sr-only">{t('switchWorkspace')}</span>
        <span className="min-w-0 flex-1">
          <span className="block truncate text-sm leading-tight font-semibold">
            {workspace.name}
          </span>
          <span className="block text-xs leading-tight text-muted-foreground">
            {t(`roles.${workspace.role}`)}
          </span>
        </span>
        <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-muted-foreground" />
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start" className="w-60">
        <DropdownMenuLabel>{t('workspace')}</DropdownMenuLabel>
        <DropdownMenuRadioGroup
          value={workspace.slug}
          onValueChange={(slug) => router.push(`/w/${slug}`)}
        >
          {me.workspaces.map((one) => (
            <DropdownMenuRadioItem key={one.id} value={one.slug}>
              <Initial name={one.name} small />
              <span className="truncate">{one.name}</span>
            </DropdownMenuRadioItem>
          ))}
        </DropdownMenuRadioGroup>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

function Initial({ name, small }: { name: string; small?: boolean }) {
  return (
    <span
      aria-hidden
      className={`grid shrink-0 place-items-center rounded-md bg-mat font-semibold text-white ${small ? 'size-5 text-[0.6875rem]' : 'size-7 text-sm'}`}
    >
      {[...name.trim()][0]?.toUpperCase() ?? '?'}
    </span>
  );
}
