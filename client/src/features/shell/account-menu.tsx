'use client';

import { EllipsisVertical, LogOut } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { toast } from 'sonner';
import { Badge } from '@/components/ui/badge';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu';
import { signOut } from '@/lib/api/sign-in';
import { useWorkspace } from '@/lib/workspace-context';

export function AccountMenu() {
  const t = useTranslations('nav');
  const { me } = useWorkspace();
  const leave = async () => {
    try {
      await signOut();
      // A full load, so that nothing of this account stays in memory.
      window.location.assign('/sign-in');
    } catch {
      toast.error(t('signOutFailed'));
    }
  };
  return (
    <DropdownMenu>
      <DropdownMenuTrigger className="flex h-11 w-full items-center gap-2.5 rounded-lg px-2 text-left transition-colors hover:bg-muted data-[state=open]:bg-muted">
        <span className="sr-only">{t('account')}</span>
        <span className="min-w-0 flex-1">
          <span className="flex items-center gap-1.5">
            <span className="truncate text-sm leading-tight font-medium">{me.name}</span>
            {me.role === 'admin' && (
              <Badge className="h-4 px-1.5 text-[0.6875rem]">{t('admin')}</Badge>
            )}
          </span>
          <span className="block truncate text-xs leading-tight text-muted-foreground">
            {me.email}
          </span>
        </span>
        <EllipsisVertical aria-hidden className="size-4 shrink-0 text-muted-foreground" />
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start" side="top" className="w-60">
        <DropdownMenuLabel className="truncate">{me.email}</DropdownMenuLabel>
        <DropdownMenuSeparator />
        <DropdownMenuItem onSelect={() => void leave()}>
          <LogOut aria-hidden />
          {t('signOut')}
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
