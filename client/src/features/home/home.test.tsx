// @vitest-environment jsdom
import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { RunSummary, ToolSummary } from '@/lib/api/types';
import { HttpResponse, http, problem, proxied, useApi } from '@/test/api';
import { apiKey } from '@/test/fixtures';
import { renderApp } from '@/test/render';
import { GettingStarted } from './getting-started';
import { RecentRuns } from './recent-runs';
import { RecentTools } from './recent-tools';

const api = useApi();
const list = (part: string, ...items: unknown[]) =>
  http.get(proxied(`/api/v1/workspaces/ada/${part}`), () =>
    HttpResponse.json({ items, nextCursor: null }),
  );

const tool: ToolSummary = {
  id: 't1',
  slug: 'triage',
  name: 'Support inbox triage',
  description: 'Sorts e-mail.',
  liveVersion: 3,
  hasUnpublishedChanges: false,
  archivedAt: null,
  createdAt: '2026-01-01T00:00:00Z',
  updatedAt: '2026-01-01T00:00:00Z',
};

const run: Partial<RunSummary> = {
  id: 'r1',
  tool: 'triage',
  toolName: 'Support inbox triage',
  status: 'failed',
  createdAt: '2026-01-01T00:00:00Z',
  startedAt: '2026-01-01T00:00:00Z',
  finishedAt: '2026-01-01T00:00:01.250Z',
};

describe('GettingStarted', () => {
  const step = (name: RegExp) => screen.findByRole('link', { name });

  it('leads from nothing to the templates', async () => {
    api.use(list('tools'), list('runs'), list('api-keys'));
    renderApp(<GettingStarted />);
    expect(await screen.findByText('0 of 4 done')).toBeVisible();
    expect(await step(/Make a tool/)).toHaveAttribute('href', '/w/ada/templates');
  });

  it('leads on to the API page of what is published', async () => {
    api.use(list('tools', tool), list('runs', run), list('api-keys', apiKey()));
    renderApp(<GettingStarted />);
    expect(await screen.findByText('3 of 4 done')).toBeVisible();
    expect(await step(/Call it/)).toHaveAttribute('href', '/w/ada/tools/triage/api');
  });

  it('is gone once a key has been used', async () => {
    const used = apiKey({ lastUsedAt: '2026-01-02T00:00:00Z' });
    api.use(list('tools', tool), list('runs', run), list('api-keys', used));
    renderApp(
      <>
        <GettingStarted />
        <RecentRuns />
      </>,
    );
    expect(await screen.findByRole('table')).toBeVisible();
    await expect.poll(() => screen.queryByText(/of 4 done/)).toBeNull();
  });

  it('stays away from a runner, who may not see keys', async () => {
    api.use(
      list('tools', tool),
      list('runs', run),
      http.get(proxied('/api/v1/workspaces/ada/api-keys'), () =>
        problem(403, { code: 'forbidden' }),
      ),
    );
    renderApp(
      <>
        <GettingStarted />
        <RecentRuns />
      </>,
      { role: 'runner' },
    );
    expect(await screen.findByRole('table')).toBeVisible();
    expect(screen.queryByText(/of 4 done/)).not.toBeInTheDocument();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });
});

describe('RecentTools', () => {
  it('shows what is live, and leads to the editor', async () => {
    api.use(list('tools', tool));
    renderApp(<RecentTools />);
    const link = await screen.findByRole('link', { name: 'Support inbox triage' });
    expect(link).toHaveAttribute('href', '/w/ada/tools/triage');
    expect(screen.getByText('Version 3 is live')).toBeVisible();
  });

  it('offers templates to those who may make tools only', async () => {
    api.use(list('tools'));
    renderApp(<RecentTools />, { role: 'runner' });
    expect(await screen.findByRole('heading', { name: 'No tools yet' })).toBeVisible();
    expect(screen.queryByRole('link')).not.toBeInTheDocument();
  });
});

describe('RecentRuns', () => {
  it('shows each run with its state in words and how long it took', async () => {
    api.use(list('runs', run));
    renderApp(<RecentRuns />);
    const row = await screen.findByRole('row', { name: /Support inbox triage/ });
    expect(row).toHaveTextContent('Failed');
    expect(row).toHaveTextContent('1.25 s');
    expect(within(row).getByRole('link')).toHaveAttribute('href', '/w/ada/runs/r1');
  });

  it('says that the server does not answer, and tries again', async () => {
    const runs = proxied('/api/v1/workspaces/ada/runs');
    api.use(http.get(runs, () => problem(503, { code: 'server-unavailable' })));
    const { user } = renderApp(<RecentRuns />);
    expect(await screen.findByRole('alert')).toHaveTextContent('The server does not answer');
    api.use(list('runs'));
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('heading', { name: 'No runs yet' })).toBeVisible();
  });
});
