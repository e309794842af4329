// @vitest-environment jsdom
import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { HttpResponse, http, problem, proxied, useApi } from '@/test/api';
import { provider } from '@/test/fixtures';
import { renderApp } from '@/test/render';
import { ProvidersPage } from './providers-page';

const PROVIDERS = proxied('/api/v1/workspaces/ada/providers');
const PLATFORM = proxied('/api/v1/admin/providers');
const api = useApi(
  http.get(PLATFORM, () => HttpResponse.json({ items: [], nextCursor: null })),
  http.get(proxied('/api/v1/workspaces/ada/models'), () =>
    HttpResponse.json({ aliases: [], models: [], providers: [] }),
  ),
);
const listed = (...items: unknown[]) =>
  http.get(PROVIDERS, () => HttpResponse.json({ items, nextCursor: null }));

describe('ProvidersPage', () => {
  it('always shows what is built in, and how to get more', async () => {
    api.use(listed());
    renderApp(<ProvidersPage startOpen={false} />);
    expect(screen.getByRole('heading', { name: /Built-in AI/ })).toBeVisible();
    expect(await screen.findByRole('heading', { name: 'No model is connected' })).toBeVisible();
    expect(screen.getByRole('button', { name: 'Connect a provider' })).toBeVisible();
  });

  it('offers nothing that an editor may not do', async () => {
    api.use(listed(provider()));
    renderApp(<ProvidersPage startOpen />, { role: 'editor', platformRole: 'maker' });
    expect(await screen.findByRole('heading', { name: /^Ollama/ })).toBeVisible();
    expect(
      screen.queryByRole('button', { name: /Connect|Edit|Remove|Test/ }),
    ).not.toBeInTheDocument();
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  });

  it('connects a preset, without a key and with prices as numbers', async () => {
    const sent: unknown[] = [];
    api.use(
      http.get(PROVIDERS, () =>
        HttpResponse.json({ items: sent.length > 0 ? [provider()] : [], nextCursor: null }),
      ),
      http.post(PROVIDERS, async ({ request }) => {
        sent.push(await request.json());
        return HttpResponse.json(provider(), { status: 201 });
      }),
      http.post(`${PROVIDERS}/p1/test`, () =>
        HttpResponse.json({
          ok: true,
          status: 200,
          latencyMs: 412,
          error: null,
          models: [],
          testedModel: 'llama3.2:3b',
        }),
      ),
    );
    const { user } = renderApp(<ProvidersPage startOpen />, { platformRole: 'maker' });
    await user.click(await screen.findByRole('button', { name: /^Ollama/ }));
    const dialog = screen.getByRole('dialog', { name: 'Connect Ollama' });
    expect(within(dialog).queryByLabelText('Available to')).not.toBeInTheDocument();
    expect(within(dialog).getByLabelText('Base URL')).toHaveValue('http://127.0.0.1:11434/v1');
    await user.type(within(dialog).getByPlaceholderText('llama3.2'), 'llama3.2:3b');
    await user.type(within(dialog).getByLabelText('Price in'), '0,5');
    await user.click(within(dialog).getByRole('button', { name: 'Connect' }));
    await expect.poll(() => screen.queryByRole('dialog')).toBeNull();
    expect(sent).toEqual([
      {
        kind: 'openai-compatible',
        name: 'Ollama',
        baseUrl: 'http://127.0.0.1:11434/v1',
        models: [{ name: 'llama3.2:3b', inputPricePerMillion: 0.5 }],
      },
    ]);
    // Tested at once, so that a wrong key shows now and not in a run.
    expect(await screen.findByText('It answers, in 412 ms, as llama3.2:3b.')).toBeVisible();
  });

  it('puts the server’s fault at the row of the model that it is about', async () => {
    api.use(
      listed(),
      http.post(PLATFORM, () =>
        problem(422, {
          code: 'validation-failed',
          errors: [{ pointer: '#/models/0/name', detail: 'This name is too long.' }],
        }),
      ),
    );
    const { user } = renderApp(<ProvidersPage startOpen />);
    await user.click(await screen.findByRole('button', { name: /^Ollama/ }));
    await user.type(screen.getByPlaceholderText('llama3.2'), 'x');
    await user.click(screen.getByRole('button', { name: 'Connect' }));
    expect(await screen.findByText('This name is too long.')).toBeVisible();
    expect(screen.getByPlaceholderText('llama3.2')).toHaveFocus();
  });

  it('shows the model server’s own words when a test fails', async () => {
    api.use(
      listed(provider()),
      http.post(`${PROVIDERS}/p1/test`, () =>
        HttpResponse.json({
          ok: false,
          status: 401,
          latencyMs: 80,
          error: 'invalid x-api-key',
          models: [],
          testedModel: null,
        }),
      ),
    );
    const { user } = renderApp(<ProvidersPage startOpen={false} />);
    await user.click(await screen.findByRole('button', { name: 'Test connection of Ollama' }));
    expect(await screen.findByText('invalid x-api-key')).toBeVisible();
  });

  it('offers the models that the server has, and adds one', async () => {
    let current = provider();
    api.use(
      http.get(PROVIDERS, () => HttpResponse.json({ items: [current], nextCursor: null })),
      http.post(`${PROVIDERS}/p1/test`, () =>
        HttpResponse.json({
          ok: true,
          status: 200,
          latencyMs: 412,
          error: null,
          models: ['phi4'],
          testedModel: null,
        }),
      ),
      http.patch(`${PROVIDERS}/p1`, async ({ request }) => {
        const { models } = (await request.json()) as { models: { name: string }[] };
        current = provider({
          models: models.map(({ name }) => ({
            name,
            inputPricePerMillion: null,
            outputPricePerMillion: null,
            contextSize: null,
            capabilities: [],
          })),
        });
        return HttpResponse.json(current);
      }),
    );
    const { user } = renderApp(<ProvidersPage startOpen={false} />);
    await user.click(await screen.findByRole('button', { name: 'Test connection of Ollama' }));
    await user.click(await screen.findByRole('button', { name: 'Add phi4' }));
    expect(
      within(await screen.findByRole('list', { name: 'Models' })).getByText('phi4'),
    ).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Add phi4' })).not.toBeInTheDocument();
  });

  it('warns that a new address forgets the key', async () => {
    api.use(listed(provider()));
    const { user } = renderApp(<ProvidersPage startOpen={false} />);
    await user.click(await screen.findByRole('button', { name: 'Edit Ollama' }));
    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).getByLabelText('API key')).toHaveAccessibleDescription(
      'Leave empty to keep the stored key.',
    );
    await user.type(within(dialog).getByLabelText('Base URL'), '/x');
    expect(within(dialog).getByLabelText('API key')).toHaveAccessibleDescription(/is cleared/);
  });

  describe('of the platform', () => {
    const shared = provider({ id: 'p9', name: 'House Ollama', slug: 'house-ollama' });

    it('is what an admin connects on the own machine, and may be changed there', async () => {
      let items: unknown[] = [];
      const sent: unknown[] = [];
      api.use(
        listed(),
        http.get(PLATFORM, () => HttpResponse.json({ items, nextCursor: null })),
        http.post(PLATFORM, async ({ request }) => {
          sent.push(await request.json());
          items = [shared];
          return HttpResponse.json(shared, { status: 201 });
        }),
        http.post(`${PLATFORM}/p9/test`, () =>
          HttpResponse.json({
            ok: false,
            status: null,
            latencyMs: 3,
            error: 'connection refused',
            models: [],
            testedModel: null,
          }),
        ),
        http.delete(`${PLATFORM}/p9`, () => {
          items = [];
          return new HttpResponse(null, { status: 204 });
        }),
      );
      const { user } = renderApp(<ProvidersPage startOpen />);
      await user.click(await screen.findByRole('button', { name: /^Ollama/ }));
      const dialog = screen.getByRole('dialog');
      expect(within(dialog).getByRole('combobox', { name: 'Available to' })).toHaveTextContent(
        'All workspaces of this platform',
      );
      await user.type(within(dialog).getByPlaceholderText('llama3.2'), 'phi4');
      await user.click(within(dialog).getByRole('button', { name: 'Connect' }));
      expect(await screen.findByText('connection refused')).toBeVisible();
      expect(screen.getByRole('heading', { name: /^House Ollama.*All workspaces/ })).toBeVisible();
      expect(sent).toEqual([
        {
          kind: 'openai-compatible',
          name: 'Ollama',
          baseUrl: 'http://127.0.0.1:11434/v1',
          models: [{ name: 'phi4' }],
        },
      ]);
      await user.click(screen.getByRole('button', { name: 'Remove House Ollama' }));
      const question = await screen.findByRole('alertdialog');
      expect(question).toHaveTextContent('every workspace');
      await user.click(within(question).getByRole('button', { name: 'Remove provider' }));
      expect(await screen.findByRole('heading', { name: 'No model is connected' })).toBeVisible();
    });

    it('follows the address until the admin chooses', async () => {
      api.use(listed());
      const { user } = renderApp(<ProvidersPage startOpen />);
      await user.click(await screen.findByRole('button', { name: /^Another/ }));
      const scope = screen.getByRole('combobox', { name: 'Available to' });
      expect(scope).toHaveTextContent('This workspace: Workshop');
      const address = screen.getByLabelText('Base URL');
      await user.type(address, 'http://192.168.1.20:8080/v1');
      expect(scope).toHaveTextContent('All workspaces of this platform');
      scope.focus();
      await user.keyboard('{Enter}{ArrowUp}{Enter}');
      expect(scope).toHaveTextContent('This workspace: Workshop');
      expect(address).toHaveAccessibleDescription(/EGRESS_ALLOW_HOSTS/);
    });

    it('is all that an admin connects in a workspace of others', async () => {
      const sent: string[] = [];
      api.use(
        listed(),
        http.post(PLATFORM, ({ request }) => {
          sent.push(new URL(request.url).pathname);
          return problem(422, { code: 'validation-failed', title: 'No' });
        }),
      );
      const { user } = renderApp(<ProvidersPage startOpen={false} />, { role: 'runner' });
      await user.click(await screen.findByRole('button', { name: 'Connect a provider' }));
      await user.click(screen.getByRole('button', { name: /^OpenAI/ }));
      expect(screen.queryByLabelText('Available to')).not.toBeInTheDocument();
      await user.type(screen.getByPlaceholderText('gpt-5-mini'), 'gpt-5-mini');
      await user.click(screen.getByRole('button', { name: 'Connect' }));
      expect(await screen.findByRole('alert')).toBeVisible();
      expect(sent).toHaveLength(1);
    });

    it('can be read by others, and not changed', async () => {
      api.use(
        listed(),
        http.get(proxied('/api/v1/workspaces/ada/models'), () =>
          HttpResponse.json({
            aliases: [],
            models: [
              {
                id: 'house-ollama/phi4',
                name: 'phi4',
                provider: 'house-ollama',
                providerName: 'House Ollama',
                platform: true,
                inputPricePerMillion: null,
                outputPricePerMillion: null,
                contextSize: null,
                capabilities: [],
              },
            ],
            providers: [{ slug: 'house-ollama', name: 'House Ollama', platform: true }],
          }),
        ),
      );
      renderApp(<ProvidersPage startOpen={false} />, { platformRole: 'maker' });
      expect(
        await screen.findByRole('heading', { name: /^House Ollama.*All workspaces/ }),
      ).toBeVisible();
      expect(screen.getByRole('list', { name: 'Models' })).toHaveTextContent('phi4');
      expect(
        screen.queryByRole('button', { name: /(Edit|Remove|Test).*House/ }),
      ).not.toBeInTheDocument();
    });

    it('says once what went wrong, and tries again', async () => {
      api.use(
        listed(),
        http.get(proxied('/api/v1/workspaces/ada/models'), () =>
          problem(500, { code: 'internal-error' }),
        ),
      );
      const { user } = renderApp(<ProvidersPage startOpen={false} />, { platformRole: 'maker' });
      expect(await screen.findAllByRole('alert')).toHaveLength(1);
      api.resetHandlers();
      api.use(listed());
      await user.click(screen.getByRole('button', { name: 'Try again' }));
      expect(await screen.findByRole('heading', { name: 'No model is connected' })).toBeVisible();
    });
  });
});
