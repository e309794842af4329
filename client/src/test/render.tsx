import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type RenderResult, render } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import { NextIntlClientProvider } from 'next-intl';
import type { ReactElement } from 'react';
import { TooltipProvider } from '@/components/ui/tooltip';
import { en } from '@/i18n/en';

/** Renders a component with English texts and a query client of its own. */
export function renderApp(element: ReactElement): RenderResult & { user: UserEvent; queries: QueryClient } {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const result = render(
    <NextIntlClientProvider locale="en" messages={en} timeZone="UTC">
      <QueryClientProvider client={queries}>
        <TooltipProvider>{element}</TooltipProvider>
      </QueryClientProvider>
    </NextIntlClientProvider>,
  );
  return { ...result, user: userEvent.setup(), queries };
}
