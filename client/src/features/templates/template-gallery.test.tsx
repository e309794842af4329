// @vitest-environment jsdom
import { screen, within } from '@testing-library/react';
import { useSyncExternalStore } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { HttpResponse, http, problem, proxied, useApi } from '@/test/api';
import { template } from '@/test/fixtures';
import { renderApp } from '@/test/render';
import { TemplateGallery } from './template-gallery';

// Next's router does not exist outside of a Next page: this one keeps an address and tells who reads it, as Next does
// for its own router and for the browser's history.
const address = vi.hoisted(() => ({
  path: '/',
  listeners: new Set<() => void>(),
  go(path: string) {
    address.path = path;
    for (const listener of address.listeners) listener();
  },
}));
vi.mock('next/navigation', () => ({
  useRouter: () => ({ push: address.go }),
  useSearchParams: () => {
    const path = useSyncExternalStore(
      (listener) => {
        address.listeners.add(listener);
        return () => address.listeners.delete(listener);
      },
      () => address.path,
    );
    return new URL(path, 'http://x').searchParams;
  },
}));

const api = useApi(
  http.get(proxied('/api/v1/templates'), () =>
    HttpResponse.json([
      template(),
      template({ key: 'rewrite', name: 'Rewrite for a tone', needsProvider: true }),
    ]),
  ),
);

beforeEach(() => {
  address.path = '/w/ada/templates';
  vi.spyOn(window.history, 'pushState').mockImplementation((_state, _title, path) =>
    address.go(String(path)),
  );
});

describe('TemplateGallery', () => {
  it('previews what a template takes and does', async () => {
    const { user } = renderApp(<TemplateGallery />);
    await user.click(await screen.findByRole('button', { name: 'Support inbox triage' }));
    const preview = await screen.findByRole('dialog', { name: 'Support inbox triage' });
    for (const text of [
      'Pick the team',
      'Customer e-mail',
      'required',
      'I was charged twice.',
      'Works right away',
    ])
      expect(preview).toHaveTextContent(text);
    expect(address.path).toBe('/w/ada/templates?preview=triage');
  });

  it('shows each of the examples', async () => {
    const examples = [{ email: 'I was charged twice.' }, { email: 'Where is my parcel?' }];
    api.use(
      http.get(proxied('/api/v1/templates'), () =>
        HttpResponse.json([template({ exampleInputs: examples })]),
      ),
    );
    address.path = '/w/ada/templates?preview=triage';
    const { user } = renderApp(<TemplateGallery />);
    await user.click(await screen.findByRole('button', { name: 'Example 2' }));
    expect(screen.getByText('Where is my parcel?')).toBeVisible();
    expect(screen.queryByText('I was charged twice.')).not.toBeInTheDocument();
  });

  it('makes a tool and opens it in the editor', async () => {
    const sent: unknown[] = [];
    api.use(
      http.post(proxied('/api/v1/workspaces/ada/tools'), async ({ request }) => {
        sent.push(await request.json());
        return HttpResponse.json(
          { slug: 'support-inbox-triage', name: 'Support inbox triage' },
          { status: 201 },
        );
      }),
    );
    address.path = '/w/ada/templates?preview=triage';
    const { user } = renderApp(<TemplateGallery />);
    await user.click(await screen.findByRole('button', { name: 'Use this template' }));
    await expect.poll(() => address.path).toBe('/w/ada/tools/support-inbox-triage');
    expect(sent).toEqual([
      { name: 'Support inbox triage', description: 'Sorts e-mail.', template: 'triage' },
    ]);
  });

  it('says which need a provider, and shows only those on request', async () => {
    const { user } = renderApp(<TemplateGallery />);
    await user.click(await screen.findByRole('button', { name: 'Needs a provider' }));
    expect(screen.getByRole('button', { name: 'Rewrite for a tone' })).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Support inbox triage' })).not.toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Rewrite for a tone' }));
    expect(
      within(await screen.findByRole('dialog')).getByRole('link', { name: /Connect a provider/ }),
    ).toHaveAttribute('href', '/w/ada/settings/providers?new');
  });

  it('does not offer a runner what only an editor may do', async () => {
    address.path = '/w/ada/templates?preview=triage';
    renderApp(<TemplateGallery />, { role: 'runner' });
    expect(await screen.findByRole('dialog')).toHaveTextContent(
      'Your role may run tools but not make them.',
    );
    expect(screen.queryByRole('button', { name: 'Use this template' })).not.toBeInTheDocument();
  });

  it('says what went wrong', async () => {
    api.use(http.get(proxied('/api/v1/templates'), () => problem(403, { code: 'forbidden' })));
    renderApp(<TemplateGallery />);
    expect(await screen.findByRole('alert')).toHaveTextContent('Your role does not allow this');
  });
});
