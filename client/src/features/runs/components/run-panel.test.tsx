// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react';
import { useState } from 'react';
import { describe, expect, it } from 'vitest';
import { type JsonObject, toDefinition } from '@/features/tools/definition';
import { HttpResponse, http, problem, proxied, useApi } from '@/test/api';
import { renderApp } from '@/test/render';
import { run, step, stepKind } from '@/test/run-fixtures';
import type { Run } from '../types';
import { useLiveRun } from '../use-live-run';
import { RunPanel } from './run-panel';

const definition = toDefinition({
  inputs: {
    type: 'object',
    required: ['email'],
    properties: {
      email: { type: 'string', title: 'Customer e-mail', maxLength: 20_000 },
      count: { type: 'integer' },
    },
  },
  steps: [
    { id: 'team', kind: 'classify' },
    { id: 'reply', kind: 'prompt' },
  ],
  output: {},
});

/** A server that tells its events when the test says so. */
function stream() {
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  const body = new ReadableStream<Uint8Array>({ start: (given) => void (controller = given) });
  return {
    response: () => new HttpResponse(body, { headers: { 'content-type': 'text/event-stream' } }),
    send: (event: string, data: unknown) =>
      controller?.enqueue(
        new TextEncoder().encode(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`),
      ),
    end: () => controller?.close(),
  };
}

const DRAFT_RUNS = proxied('/api/v1/workspaces/ada/tools/triage/draft/runs');
const api = useApi(http.get(proxied('/api/v1/step-kinds'), () => HttpResponse.json([stepKind()])));

function Panel({
  beforeRun,
  examples,
}: {
  beforeRun?: () => Promise<boolean>;
  examples?: JsonObject[];
}) {
  const [inputs, setInputs] = useState<JsonObject>({});
  const control = useLiveRun({ workspace: 'ada', tool: 'triage', version: 'draft' });
  return (
    <RunPanel
      control={control}
      definition={definition}
      inputs={inputs}
      onInputsChange={setInputs}
      beforeRun={beforeRun}
      examples={examples ?? []}
      layout="columns"
    />
  );
}

const start = async (props: Parameters<typeof Panel>[0] = {}) => {
  const { user } = renderApp(<Panel {...props} />);
  await user.type(screen.getByRole('textbox', { name: 'Customer e-mail' }), 'I was charged twice.');
  await user.click(screen.getByRole('button', { name: 'Run' }));
  return user;
};

describe('RunPanel', () => {
  it('shows the steps as they happen, what a model writes, and the output', async () => {
    const events = stream();
    let sent: unknown;
    api.use(
      http.post(DRAFT_RUNS, async ({ request }) => {
        sent = await request.json();
        return events.response();
      }),
    );
    await start();
    events.send('run', { id: run().id, status: 'running' });
    const rows = within(await screen.findByRole('list', { name: 'Steps' }));
    events.send('step.started', {
      path: 'team',
      kind: 'classify',
      attempt: 1,
      at: '2026-11-21T10:00:00Z',
    });
    await waitFor(() =>
      expect(rows.getAllByRole('listitem')[0]).toHaveTextContent(/Running.*team/),
    );
    expect(rows.getAllByRole('listitem')[1]).toHaveTextContent(/Waiting.*reply/);
    expect(screen.getByRole('button', { name: 'Running…' })).toBeDisabled();

    events.send('step.finished', { step: step() });
    events.send('step.started', {
      path: 'reply',
      kind: 'prompt',
      attempt: 1,
      at: '2026-11-21T10:00:00Z',
    });
    events.send('step.token', { path: 'reply', text: 'Dear Ada,' });
    expect(await screen.findByText('Dear Ada,')).toBeVisible();

    events.send('run.finished', run({ output: { team: 'billing' } }));
    events.end();
    const output = await screen.findByRole('group', { name: 'Output' });
    expect(output).toHaveTextContent(/Team.*billing/);
    expect(sent).toEqual({ inputs: { email: 'I was charged twice.' } });
    expect(screen.getByRole('button', { name: 'Run' })).toBeEnabled();
  });

  it('says which step failed and why', async () => {
    const events = stream();
    api.use(http.post(DRAFT_RUNS, events.response));
    await start();
    const error = {
      code: 'provider-missing',
      message: 'No model is connected as "default".',
      path: 'reply',
    };
    events.send(
      'run.finished',
      run({
        status: 'failed',
        output: null,
        error,
        steps: [
          step(),
          step({ path: 'reply', kind: 'prompt', status: 'failed', output: null, error }),
        ],
      }),
    );
    events.end();
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('The step “reply” failed');
    expect(within(alert).getByRole('link', { name: 'Connect a provider' })).toHaveAttribute(
      'href',
      '/w/ada/settings/providers',
    );
  });

  it('cancels a run that is under way', async () => {
    const events = stream();
    let cancelled: string | undefined;
    api.use(
      http.post(DRAFT_RUNS, events.response),
      http.post(proxied('/api/v1/runs/:run/cancel'), ({ params }) => {
        cancelled = String(params.run);
        events.send('run.finished', run({ status: 'cancelled', output: null, steps: [] }));
        events.end();
        return HttpResponse.json(run({ status: 'cancelled' }) as never);
      }),
    );
    const user = await start();
    events.send('run', { id: run().id, status: 'running' });
    await waitFor(() => expect(screen.getByRole('button', { name: 'Cancel' })).toBeEnabled());
    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(await screen.findByText(/This run was cancelled/)).toBeVisible();
    expect(cancelled).toBe(run().id);
  });

  it('puts what is wrong with the inputs at their fields', async () => {
    api.use(
      http.post(DRAFT_RUNS, () =>
        problem(422, {
          code: 'inputs-invalid',
          errors: [{ pointer: '#/inputs/email', detail: 'Must be longer.' }],
        }),
      ),
    );
    await start();
    await waitFor(() =>
      expect(screen.getByRole('textbox', { name: 'Customer e-mail' })).toHaveAccessibleDescription(
        'Must be longer.',
      ),
    );
  });

  it('asks for what is required before it asks the server', async () => {
    const { user } = renderApp(<Panel />);
    await user.click(screen.getByRole('button', { name: 'Run' }));
    expect(screen.getByRole('textbox', { name: 'Customer e-mail' })).toHaveAccessibleDescription(
      'Fill this in.',
    );
  });

  it('does not run what could not be saved', async () => {
    let asked = false;
    api.use(
      http.post(DRAFT_RUNS, () => {
        asked = true;
        return problem(500, {});
      }),
    );
    await start({ beforeRun: () => Promise.resolve(false) });
    await waitFor(() => expect(screen.getByRole('button', { name: 'Run' })).toBeEnabled());
    expect(asked).toBe(false);
  });

  it('reads the run when the connection breaks for good', async () => {
    const events = stream();
    const ended: Run = run({ output: { team: 'late' } });
    api.use(
      http.post(DRAFT_RUNS, events.response),
      http.get(proxied('/api/v1/runs/:run/events'), () => problem(503, {})),
      http.get(proxied('/api/v1/runs/:run'), () => HttpResponse.json(ended as never)),
    );
    await start();
    events.send('run', { id: ended.id, status: 'running' });
    events.end();
    expect(await screen.findByRole('group', { name: 'Output' })).toHaveTextContent('late');
  });

  it('fills in one example after the other', async () => {
    const { user } = renderApp(<Panel examples={[{ email: 'first' }, { email: 'second' }]} />);
    const field = screen.getByRole('textbox', { name: 'Customer e-mail' });
    for (const expected of ['first', 'second', 'first']) {
      await user.click(screen.getByRole('button', { name: 'Fill in an example' }));
      expect(field).toHaveValue(expected);
    }
  });
});
