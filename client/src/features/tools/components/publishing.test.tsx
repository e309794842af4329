// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { HttpResponse, http, problem, proxied, useApi } from '@/test/api';
import { renderApp } from '@/test/render';
import { tool } from '@/test/run-fixtures';
import { ApiPage } from './api-page';
import { PublishDialog } from './publish-dialog';
import { VersionsPage } from './versions-page';

vi.mock('next/navigation', () => ({ useRouter: () => ({ push: () => {} }) }));

const PATH = '/api/v1/workspaces/ada/tools/triage';
const before = {
  schemaVersion: 1,
  inputs: {
    type: 'object',
    properties: { email: { type: 'string', examples: ['Hello'] } },
    required: ['email'],
  },
  steps: [],
  output: { team: 'a' },
};
const published = {
  ...tool(),
  liveVersion: 1 as number | null,
  draft: {
    ...tool().draft,
    revision: 4,
    definition: { ...before, output: { team: 'b' } } as never,
  },
};
const version = (number: number, isLive: boolean, notes = '') => ({
  id: `v${number}`,
  number,
  notes,
  isLive,
  createdAt: '2026-11-21T09:00:00.000Z',
});

let sent: { ifMatch: string | null; body: unknown }[] = [];
let live = 1;
beforeEach(() => {
  sent = [];
  live = 1;
});
const api = useApi(
  http.get(proxied(PATH), () => HttpResponse.json(published)),
  http.get(proxied(`${PATH}/versions/:number`), ({ params }) =>
    HttpResponse.json({ ...version(Number(params.number), true), definition: before as never }),
  ),
  http.get(proxied(`${PATH}/versions`), () =>
    HttpResponse.json({
      items: [version(2, live === 2, 'Better labels'), version(1, live === 1)],
      nextCursor: null,
    }),
  ),
  http.post(proxied(`${PATH}/versions`), async ({ request }) => {
    sent.push({ ifMatch: request.headers.get('if-match'), body: await request.json() });
    return HttpResponse.json(version(2, true), { status: 201 });
  }),
  http.put(proxied(`${PATH}/live`), async ({ request }) => {
    live = ((await request.json()) as { number: number }).number;
    return HttpResponse.json(version(live, true));
  }),
  http.get(proxied('/api/v1/templates'), () => HttpResponse.json([])),
  http.get(proxied('/api/v1/tools/ada/triage/openapi.json'), () =>
    HttpResponse.json({ servers: [{ url: 'https://api.example.com/api/v1' }] }),
  ),
  http.post(proxied('/api/v1/workspaces/ada/api-keys'), async ({ request }) => {
    sent.push({ ifMatch: null, body: await request.json() });
    return HttpResponse.json(
      {
        id: 'k1',
        name: 'x',
        prefix: 'apm_x',
        scopes: [],
        tools: null,
        expiresAt: null,
        lastUsedAt: null,
        createdAt: '',
        secret: 'apm_secret',
      } as never,
      { status: 201 },
    );
  }),
);

describe('PublishDialog', () => {
  it('shows what changed and publishes the revision that it showed, with the notes', async () => {
    const { user } = renderApp(<PublishDialog tool={published} />);
    await user.click(screen.getByRole('button', { name: 'Publish' }));
    const dialog = within(await screen.findByRole('dialog'));
    expect(await dialog.findByText('Output › team')).toBeVisible();
    await user.type(dialog.getByRole('textbox', { name: 'What is new?' }), 'Other team');
    await user.click(dialog.getByRole('button', { name: 'Publish' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(sent).toEqual([{ ifMatch: '"4"', body: { notes: 'Other team' } }]);
  });

  it('stays closed when the draft could not be saved', async () => {
    const { user } = renderApp(
      <PublishDialog tool={published} beforeOpen={() => Promise.resolve(false)} />,
    );
    await user.click(screen.getByRole('button', { name: 'Publish' }));
    await waitFor(() => expect(screen.getByRole('button', { name: 'Publish' })).toBeEnabled());
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('stays open with the reason when the server refuses', async () => {
    api.use(
      http.post(proxied(`${PATH}/versions`), () =>
        problem(412, { code: 'draft-changed', detail: 'Somebody saved this draft meanwhile.' }),
      ),
    );
    const { user } = renderApp(<PublishDialog tool={published} />);
    await user.click(screen.getByRole('button', { name: 'Publish' }));
    await user.click(
      within(await screen.findByRole('dialog')).getByRole('button', { name: 'Publish' }),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Somebody saved this draft meanwhile.',
    );
  });

  it('has nothing to do when callers have the draft already', () => {
    renderApp(<PublishDialog tool={{ ...published, hasUnpublishedChanges: false }} />);
    expect(screen.getByRole('button', { name: 'Publish' })).toBeDisabled();
  });
});

describe('VersionsPage', () => {
  it('makes another version live, after asking', async () => {
    const { user } = renderApp(<VersionsPage slug="triage" />);
    await user.click(await screen.findByRole('button', { name: 'Make version 2 live' }));
    await user.click(
      within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'Make live' }),
    );
    expect(await screen.findByRole('button', { name: 'Make version 1 live' })).toBeVisible();
    expect(live).toBe(2);
  });

  it('shows a version with what it changed', async () => {
    const { user } = renderApp(<VersionsPage slug="triage" />);
    await user.click(await screen.findByRole('button', { name: 'View version 2' }));
    const sheet = within(
      await screen.findByRole('dialog', { name: 'Version 2 of Support inbox triage' }),
    );
    expect(await sheet.findByText('Nothing changed.')).toBeVisible();
    expect(sheet.getByText('Better labels')).toBeVisible();
  });
});

describe('ApiPage', () => {
  it('gives commands for the public address, ready to run once a key is made', async () => {
    const { user } = renderApp(<ApiPage slug="triage" />);
    const code = await screen.findByRole('region', { name: 'curl example' });
    expect(code).toHaveTextContent(
      "curl -X POST 'https://api.example.com/api/v1/tools/ada/triage/runs'",
    );
    expect(code).toHaveTextContent('"email": "Hello"');
    expect(code).toHaveTextContent('Bearer $APM_API_KEY');
    await user.click(screen.getByRole('button', { name: 'Make an API key' }));
    await waitFor(() => expect(code).toHaveTextContent("'Authorization: Bearer apm_secret'"));
    expect(sent[0]?.body).toMatchObject({
      scopes: ['runs:create', 'runs:read'],
      tools: ['triage'],
    });
    await user.click(screen.getByRole('radio', { name: /Watch it come/ }));
    await user.click(screen.getByRole('tab', { name: 'Python' }));
    expect(screen.getByRole('region', { name: 'Python example' })).toHaveTextContent(
      '"Accept": "text/event-stream"',
    );
  });

  it('asks to publish first', async () => {
    api.use(http.get(proxied(PATH), () => HttpResponse.json({ ...published, liveVersion: null })));
    renderApp(<ApiPage slug="triage" />);
    expect(
      await screen.findByRole('heading', { name: 'Publish the tool to call it' }),
    ).toBeVisible();
  });
});
