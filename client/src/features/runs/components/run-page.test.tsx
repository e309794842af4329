// @vitest-environment jsdom
import { screen, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { HttpResponse, http, problem, proxied, useApi } from '@/test/api';
import { renderApp } from '@/test/render';
import { run, step, stepKind } from '@/test/run-fixtures';
import { takeInputs } from '../handed-inputs';
import type { Run } from '../types';
import { RunPage } from './run-page';

vi.mock('next/navigation', () => ({ useRouter: () => ({ push: () => {} }) }));

const api = useApi(http.get(proxied('/api/v1/step-kinds'), () => HttpResponse.json([stepKind()])));
const answer = (one: Run) =>
  http.get(proxied(`/api/v1/runs/${one.id}`), () => HttpResponse.json(one as never));

describe('RunPage', () => {
  it('shows how it ended, and of each step what went in, what came out and how long it took', async () => {
    const late = step({
      path: 'reply',
      kind: 'transform',
      input: { value: 'x' },
      output: 'Dear Ada',
      startedAt: '2026-11-21T10:00:00.200Z',
      finishedAt: '2026-11-21T10:00:01.000Z',
    });
    const one = run({ version: 3, trigger: 'api', steps: [late, step()] });
    api.use(answer(one));
    const { user } = renderApp(<RunPage id={one.id} />);
    expect(
      await screen.findByRole('heading', { level: 1, name: 'Support inbox triage' }),
    ).toBeVisible();
    for (const text of ['Succeeded', 'Version 3', 'API', one.id])
      expect(screen.getAllByText(text)[0]).toBeVisible();

    const chart = within(screen.getByRole('list', { name: 'Steps over time' }));
    expect(chart.getAllByRole('button').map((row) => row.textContent)).toEqual([
      expect.stringMatching(/^team.*200 ms$/),
      expect.stringMatching(/^reply.*800 ms$/),
    ]);
    await user.click(chart.getByRole('button', { name: /^reply/ }));
    const details = within(screen.getByRole('region', { name: 'Step reply' }));
    expect(details.getByText('Dear Ada')).toBeVisible();
    expect(details.getByRole('region', { name: 'Input of the step' })).toHaveTextContent(
      '"value": "x"',
    );
  });

  it('opens the step that failed, with its reason', async () => {
    const error = {
      code: 'http-status',
      message: 'The address answered with status 500.',
      path: 'call',
      details: { status: 500 },
    };
    const one = run({
      status: 'failed',
      output: null,
      error,
      steps: [
        step(),
        step({ path: 'call', kind: 'http', status: 'failed', output: null, attempt: 3, error }),
      ],
    });
    api.use(answer(one));
    renderApp(<RunPage id={one.id} />);
    const details = within(await screen.findByRole('region', { name: 'Step call' }));
    expect(details.getByText('The address answered with status 500.')).toBeVisible();
    expect(details.getByRole('region', { name: 'More about the error' })).toHaveTextContent('500');
    expect(screen.queryByRole('group', { name: 'Output' })).toBeNull();
  });

  it('watches a run that is under way to its end', async () => {
    const one = run({ status: 'running', output: null, finishedAt: null, steps: [] });
    let current: Run = one;
    const event = (name: string, data: unknown) =>
      `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
    api.use(
      http.get(proxied(`/api/v1/runs/${one.id}`), () => HttpResponse.json(current as never)),
      http.get(proxied(`/api/v1/runs/${one.id}/events`), () => {
        current = run({ output: { team: 'billing' } });
        return new HttpResponse(
          event('run', { id: one.id, status: 'running' }) +
            event('step.finished', { step: step() }) +
            event('run.finished', current),
          {
            headers: { 'content-type': 'text/event-stream' },
          },
        );
      }),
    );
    renderApp(<RunPage id={one.id} />);
    expect(await screen.findByRole('group', { name: 'Output' })).toHaveTextContent('billing');
    expect(screen.queryByRole('button', { name: 'Cancel' })).toBeNull();
  });

  it('takes its inputs to the form of the tool', async () => {
    const one = run({ trigger: 'api', version: 1 });
    api.use(answer(one));
    const { user } = renderApp(<RunPage id={one.id} />);
    const link = await screen.findByRole('link', { name: 'Run again with these inputs' });
    link.addEventListener('click', (event) => event.preventDefault());
    await user.click(link);
    expect(link).toHaveAttribute('href', '/w/ada/tools/triage/run');
    expect(takeInputs('triage')).toEqual(one.inputs);
    expect(takeInputs('triage')).toBeNull();
  });

  it('says when there is no such run', async () => {
    api.use(http.get(proxied('/api/v1/runs/gone'), () => problem(404, { code: 'not-found' })));
    renderApp(<RunPage id="gone" />);
    expect(await screen.findByRole('alert')).toHaveTextContent('Not found');
  });
});
