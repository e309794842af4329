// @vitest-environment jsdom
import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { HttpResponse, http, problem, proxied, useApi } from '@/test/api';
import { apiKey } from '@/test/fixtures';
import { renderApp } from '@/test/render';
import { ApiKeysPage } from './api-keys-page';

const KEYS = proxied('/api/v1/workspaces/ada/api-keys');
const api = useApi(
  http.get(proxied('/api/v1/workspaces/ada/tools'), () =>
    HttpResponse.json({ items: [], nextCursor: null }),
  ),
);
const listed = (...items: unknown[]) =>
  http.get(KEYS, () => HttpResponse.json({ items, nextCursor: null }));

describe('ApiKeysPage', () => {
  it('draws loading, then the next thing to do when there is no key', async () => {
    api.use(listed());
    renderApp(<ApiKeysPage startOpen={false} />);
    expect(screen.getByRole('status')).toHaveTextContent('Loading the API keys');
    expect(await screen.findByRole('heading', { name: 'No API keys yet' })).toBeVisible();
    expect(screen.getByRole('button', { name: 'New key' })).toBeVisible();
  });

  it('says what went wrong and tries again', async () => {
    api.use(http.get(KEYS, () => problem(500, { code: 'internal-error', traceId: '4bf92f35' })));
    const { user } = renderApp(<ApiKeysPage startOpen={false} />);
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('The server made a mistake');
    expect(alert).toHaveTextContent('4bf92f35');
    api.use(listed(apiKey()));
    await user.click(within(alert).getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('table', { name: 'API keys' })).toHaveTextContent('ci-deploy');
  });

  it('shows what a key may do, and that it has ended', async () => {
    api.use(
      listed(
        apiKey({
          tools: ['triage'],
          scopes: ['runs:create', 'tools:read'],
          expiresAt: '2020-01-01T00:00:00Z',
        }),
      ),
    );
    renderApp(<ApiKeysPage startOpen={false} />);
    const row = await screen.findByRole('row', { name: /ci-deploy/ });
    for (const text of ['Run tools', 'Read tools', 'triage', 'Never used', 'Expired'])
      expect(row).toHaveTextContent(text);
  });

  it('creates a key and shows its secret once', async () => {
    const sent: { name: string; scopes: string[]; expiresAt?: string; tools?: string[] }[] = [];
    api.use(
      listed(),
      http.post(KEYS, async ({ request }) => {
        sent.push((await request.json()) as (typeof sent)[number]);
        return HttpResponse.json({ ...apiKey(), secret: 'apm_the_secret' }, { status: 201 });
      }),
    );
    const { user } = renderApp(<ApiKeysPage startOpen />);
    const dialog = await screen.findByRole('dialog', { name: 'New API key' });
    await user.type(within(dialog).getByLabelText('Name'), 'ci-deploy');
    await user.click(within(dialog).getByLabelText('Read runs'));
    await user.click(within(dialog).getByRole('button', { name: 'Create key' }));
    expect(await screen.findByRole('status', { name: 'API key ci-deploy' })).toHaveTextContent(
      'apm_the_secret',
    );
    expect(sent[0]).toMatchObject({ name: 'ci-deploy', scopes: ['runs:create'] });
    expect(sent[0]!.tools).toBeUndefined();
    expect(Date.parse(sent[0]!.expiresAt!)).toBeGreaterThan(Date.now());
    await user.click(screen.getByRole('button', { name: 'I have copied it' }));
    expect(screen.queryByText('apm_the_secret')).not.toBeInTheDocument();
  });

  it('wants at least one scope', async () => {
    api.use(listed());
    const { user } = renderApp(<ApiKeysPage startOpen />);
    const dialog = await screen.findByRole('dialog');
    await user.type(within(dialog).getByLabelText('Name'), 'x');
    await user.click(within(dialog).getByLabelText('Run tools'));
    await user.click(within(dialog).getByLabelText('Read runs'));
    await user.click(within(dialog).getByRole('button', { name: 'Create key' }));
    expect(await within(dialog).findByText('Choose at least one.')).toBeVisible();
  });

  it('revokes only after asking', async () => {
    let keys = [apiKey()];
    api.use(
      http.get(KEYS, () => HttpResponse.json({ items: keys, nextCursor: null })),
      http.delete(`${KEYS}/k1`, () => {
        keys = [];
        return new HttpResponse(null, { status: 204 });
      }),
    );
    const { user } = renderApp(<ApiKeysPage startOpen={false} />);
    await user.click(await screen.findByRole('button', { name: 'Revoke ci-deploy' }));
    const question = await screen.findByRole('alertdialog', { name: 'Revoke “ci-deploy”?' });
    await user.click(within(question).getByRole('button', { name: 'Revoke key' }));
    expect(await screen.findByRole('heading', { name: 'No API keys yet' })).toBeVisible();
  });
});
