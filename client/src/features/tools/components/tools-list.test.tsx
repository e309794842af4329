// @vitest-environment jsdom
import { screen, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { HttpResponse, http, problem, proxied, useApi } from '@/test/api';
import { renderApp } from '@/test/render';
import { run, tool } from '@/test/run-fixtures';
import { ToolsList } from './tools-list';

vi.mock('next/navigation', () => ({
  useRouter: () => ({ push: () => {}, replace: () => {} }),
  usePathname: () => '/w/ada/tools',
  useSearchParams: () => new URLSearchParams(),
}));

const TOOLS = proxied('/api/v1/workspaces/ada/tools');
const all = [
  tool({ liveVersion: 2, hasUnpublishedChanges: true }),
  tool({ id: 't2', slug: 'digest', name: 'Web digest' }),
];
const api = useApi(
  http.get(TOOLS, ({ request }) => {
    const search = new URL(request.url).searchParams.get('search')?.toLowerCase() ?? '';
    return HttpResponse.json({
      items: all.filter((one) => one.name.toLowerCase().includes(search)),
      nextCursor: null,
    });
  }),
  http.get(proxied('/api/v1/workspaces/ada/runs'), () =>
    HttpResponse.json({ items: [run({ status: 'failed' })], nextCursor: null } as never),
  ),
);

describe('ToolsList', () => {
  it('says of each tool what callers get and how its last run ended', async () => {
    renderApp(<ToolsList />);
    const [, triage, digest] = await screen.findAllByRole('row');
    expect(triage).toHaveTextContent('Live v2 · unpublished changes');
    expect(await within(triage!).findByText('Failed')).toBeVisible();
    expect(digest).toHaveTextContent(/Draft.*Not lately/);
    expect(within(triage!).getByRole('link', { name: 'Support inbox triage' })).toHaveAttribute(
      'href',
      '/w/ada/tools/triage',
    );
  });

  it('leads those who may not edit to the form', async () => {
    renderApp(<ToolsList />, { role: 'runner' });
    expect(await screen.findByRole('link', { name: 'Web digest' })).toHaveAttribute(
      'href',
      '/w/ada/tools/digest/run',
    );
  });

  it('searches while one types, and says when nothing matches', async () => {
    const { user } = renderApp(<ToolsList />);
    await screen.findByRole('table');
    await user.type(screen.getByRole('searchbox', { name: 'Search the tools' }), 'nothing');
    expect(await screen.findByText('No tool matches “nothing”')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Show all tools' }));
    expect(await screen.findByRole('table')).toBeVisible();
  });

  it('offers templates and a blank start to who has no tools', async () => {
    api.use(http.get(TOOLS, () => HttpResponse.json({ items: [], nextCursor: null })));
    renderApp(<ToolsList />);
    expect(await screen.findByRole('link', { name: 'Browse templates' })).toHaveAttribute(
      'href',
      '/w/ada/templates',
    );
    expect(screen.getByRole('button', { name: 'Start blank' })).toBeVisible();
  });

  it('shows what went wrong, and tries again', async () => {
    api.use(
      http.get(TOOLS, () => problem(500, { code: 'internal', traceId: 'abc' }), { once: true }),
    );
    const { user } = renderApp(<ToolsList />);
    expect(await screen.findByRole('alert')).toHaveTextContent('Reference abc');
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('table')).toBeVisible();
  });
});
