import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { CommandPaletteProvider } from './command-palette';
import { SidebarContent } from './sidebar';
import { TopBar } from './top-bar';

/** The frame around every page of a workspace. */
export async function Shell({ children }: { children: ReactNode }) {
  const t = await getTranslations('nav');
  return (
    <CommandPaletteProvider>
      <a
        href="#content"
        className="sr-only z-50 rounded-md bg-foreground px-3 py-2 text-background focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        {t('skip')}
      </a>
      <div className="flex min-h-dvh">
        <aside className="sticky top-0 hidden h-dvh w-58 shrink-0 border-r bg-sunken md:block">
          <SidebarContent />
        </aside>
        <div className="flex min-w-0 flex-1 flex-col">
          <TopBar />
          <main id="content" tabIndex={-1} className="flex-1 outline-none">
            {children}
          </main>
        </div>
      </div>
    </CommandPaletteProvider>
  );
}
