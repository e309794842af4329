import { QueryClientProvider } from '@tanstack/react-query';
import { type RenderResult, render } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import { NextIntlClientProvider } from 'next-intl';
import type { ReactElement } from 'react';
import { TooltipProvider } from '@/components/ui/tooltip';
import { en } from '@/i18n/en';
import { getQueryClient } from '@/lib/api/query-client';
import type { Me, Workspace } from '@/lib/api/types';
import { WorkspaceProvider } from '@/lib/workspace-context';
import { me } from './fixtures';

export interface RenderOptions {
  /** Role of the reader in the workspace; owner unless the test is about roles. */
  role?: Workspace['role'];
  /** Role of the reader on the platform; admin unless the test is about roles. */
  platformRole?: Me['role'];
}

/** Renders a component as on a page of the workspace "ada", with English texts and nothing cached. */
export function renderApp(
  element: ReactElement,
  { role = 'owner', platformRole = 'admin' }: RenderOptions = {},
): RenderResult & { user: UserEvent } {
  const queries = getQueryClient();
  queries.clear();
  queries.setDefaultOptions({ queries: { retry: false } });
  const result = render(
    <NextIntlClientProvider locale="en" messages={en} timeZone="UTC">
      <QueryClientProvider client={queries}>
        <WorkspaceProvider
          me={{ ...me, role: platformRole }}
          workspace={{ ...me.workspaces[0]!, role }}
        >
          <TooltipProvider>{element}</TooltipProvider>
        </WorkspaceProvider>
      </QueryClientProvider>
    </NextIntlClientProvider>,
  );
  return { ...result, user: userEvent.setup() };
}
