'use client';

import { ChevronRight, Menu } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Sheet, SheetContent, SheetTitle, SheetTrigger } from '@/components/ui/sheet';
import { cn } from '@/lib/cn';
import { useWorkspace } from '@/lib/workspace-context';
import { PaletteButton } from './command-palette';
import { MAIN_NAV, SETTINGS_NAV, isCurrent } from './nav-items';
import { PreferenceMenus } from './preference-menus';
import { SidebarContent } from './sidebar';

export function TopBar() {
  return (
    <header className="sticky top-0 z-30 flex h-12 items-center gap-2 border-b bg-background/85 px-3 backdrop-blur-md sm:px-5">
      <MobileMenu />
      <Breadcrumbs />
      <div className="ml-auto flex items-center gap-0.5">
        <PaletteButton iconOnly className="md:hidden" />
        <PreferenceMenus />
      </div>
    </header>
  );
}

function MobileMenu() {
  const t = useTranslations('nav');
  const [open, setOpen] = useState(false);
  return (
    <Sheet open={open} onOpenChange={setOpen}>
      <SheetTrigger asChild>
        <Button variant="ghost" size="icon" className="md:hidden" aria-label={t('openMenu')}>
          <Menu aria-hidden />
        </Button>
      </SheetTrigger>
      <SheetContent side="left" aria-describedby={undefined} className="bg-sunken">
        <SheetTitle className="sr-only">{t('main')}</SheetTitle>
        <SidebarContent onNavigate={() => setOpen(false)} />
      </SheetContent>
    </Sheet>
  );
}

/** Where this page is: the workspace, the part, and what follows it in the address. */
function Breadcrumbs() {
  const t = useTranslations('nav');
  const pathname = usePathname();
  const { base, workspace } = useWorkspace();
  const item = [...MAIN_NAV, ...SETTINGS_NAV].find(
    (one) => one.path !== '' && isCurrent(one, base, pathname),
  );
  const crumbs = [{ href: base, label: workspace.name }];
  if (item) {
    crumbs.push({ href: base + item.path, label: t(item.key) });
    const object = pathname.slice((base + item.path).length).split('/')[1];
    if (object)
      crumbs.push({
        href: `${base}${item.path}/${object}`,
        label: shorten(decodeURIComponent(object)),
      });
  } else crumbs.push({ href: base, label: t('home') });
  return (
    <ol className="flex min-w-0 items-center gap-1 text-[0.8125rem]">
      {crumbs.map((crumb, index) => {
        const isLast = index === crumbs.length - 1;
        return (
          <li
            key={index}
            className={cn(
              'flex items-center gap-1 truncate',
              isLast ? 'font-medium' : 'text-muted-foreground',
              index === 0 && 'max-sm:hidden',
            )}
          >
            {index > 0 && (
              <ChevronRight
                aria-hidden
                className={cn(
                  'size-3.5 shrink-0 text-muted-foreground',
                  index === 1 && 'max-sm:hidden',
                )}
              />
            )}
            <Link
              href={crumb.href}
              aria-current={isLast ? 'location' : undefined}
              className="truncate rounded-sm hover:text-foreground"
            >
              {crumb.label}
            </Link>
          </li>
        );
      })}
    </ol>
  );
}

/** Ids of runs are long; their end tells them apart. */
const shorten = (name: string): string =>
  /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(name) ? name.slice(-12) : name;
