'use client';

import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useWorkspace } from '@/lib/workspace-context';
import { cn } from '@/lib/cn';
import { AccountMenu } from './account-menu';
import { MAIN_NAV, type NavItem, SETTINGS_NAV, isCurrent } from './nav-items';
import { PaletteButton } from './command-palette';
import { WorkspaceSwitcher } from './workspace-switcher';

/** What stands in the sidebar on a wide screen and in the menu of a narrow one. */
export function SidebarContent({ onNavigate }: { onNavigate?: () => void }) {
  const t = useTranslations('nav');
  return (
    <div className="flex h-full flex-col gap-4 p-3">
      <WorkspaceSwitcher />
      <PaletteButton className="hidden md:flex" />
      <nav aria-label={t('main')} className="flex flex-1 flex-col gap-5 overflow-y-auto">
        <NavList items={MAIN_NAV} onNavigate={onNavigate} />
        <div>
          <h2 className="mb-1 px-2 text-xs font-medium text-muted-foreground">{t('settings')}</h2>
          <NavList items={SETTINGS_NAV} onNavigate={onNavigate} />
        </div>
      </nav>
      <AccountMenu />
    </div>
  );
}

function NavList({ items, onNavigate }: { items: readonly NavItem[]; onNavigate?: () => void }) {
  const t = useTranslations('nav');
  const pathname = usePathname();
  const { base } = useWorkspace();
  return (
    <ul className="grid gap-px">
      {items.map((item) => {
        const current = isCurrent(item, base, pathname);
        return (
          <li key={item.key}>
            <Link
              href={base + item.path}
              onClick={onNavigate}
              aria-current={current ? 'page' : undefined}
              className={cn(
                'group flex h-9 items-center gap-2.5 rounded-md px-2 text-sm transition-colors md:h-8',
                current
                  ? 'bg-accent font-medium text-accent-foreground'
                  : 'text-muted-foreground hover:bg-muted hover:text-foreground',
              )}
            >
              <item.icon
                aria-hidden
                className="size-4 shrink-0"
                strokeWidth={current ? 2.1 : 1.75}
              />
              {t(item.key)}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
