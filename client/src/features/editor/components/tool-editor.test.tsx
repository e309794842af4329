// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react';
import { Toaster } from 'sonner';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { WithTool } from '@/features/tools/components/tool-frame';
import { isSame } from '@/features/tools/definition-diff';
import { HttpResponse, http, problem, proxied, useApi } from '@/test/api';
import { renderApp } from '@/test/render';
import { stepKind, tool } from '@/test/run-fixtures';
import { ToolEditor } from './tool-editor';

vi.mock('next/navigation', () => ({ useRouter: () => ({ push: () => {} }) }));

const definition = {
  schemaVersion: 1,
  inputs: {
    type: 'object',
    required: ['email'],
    properties: { email: { type: 'string', title: 'Customer e-mail' } },
  },
  steps: [
    {
      id: 'team',
      kind: 'classify',
      title: 'Which team?',
      with: { text: '{{ inputs.email }}', labels: [{ name: 'billing' }, { name: 'bug' }] },
    },
    { id: 'shout', kind: 'transform', with: { value: '{{ $uppercase(steps.team.label) }}' } },
  ],
  output: { team: '{{ steps.team.label }}' },
};

interface Server {
  revision: number;
  definition: unknown;
  faults: { pointer: string; detail: string }[];
  ifMatch: (string | null)[];
  refuse: boolean;
}
let server: Server;
const PATH = '/api/v1/workspaces/ada/tools/triage';
const draft = () => ({
  definition: server.definition as Record<string, never>,
  revision: server.revision,
  savedAt: '2026-11-21T09:30:00.000Z',
});

useApi(
  http.get(proxied(PATH), () => HttpResponse.json({ ...tool(), draft: draft() })),
  http.get(proxied('/api/v1/step-kinds'), () =>
    HttpResponse.json([
      stepKind(),
      stepKind({
        kind: 'transform',
        title: 'Transform',
        with: { type: 'object', properties: { value: { title: 'Value', 'x-widget': 'json' } } },
        output: {},
      }),
    ]),
  ),
  http.get(proxied('/api/v1/templates'), () => HttpResponse.json([])),
  http.post(proxied(`${PATH}/draft/check`), () =>
    HttpResponse.json({ faults: server.faults, plan: null }),
  ),
  http.put(proxied(`${PATH}/draft`), async ({ request }) => {
    const ifMatch = request.headers.get('if-match');
    server.ifMatch.push(ifMatch);
    if (server.refuse) {
      const errors = server.faults.map((fault) => ({
        ...fault,
        pointer: fault.pointer.replace('#', '#/definition'),
      }));
      return problem(422, { code: 'definition-invalid', errors });
    }
    if (ifMatch !== `"${server.revision}"`)
      return problem(412, { code: 'draft-changed', currentRevision: server.revision });
    server.definition = ((await request.json()) as { definition: unknown }).definition;
    server.revision += 1;
    return HttpResponse.json(draft());
  }),
);

beforeEach(() => {
  server = { revision: 1, definition, faults: [], ifMatch: [], refuse: false };
  // A wide screen, where the run panel stands beside the editor.
  window.matchMedia = (query) =>
    ({
      matches: true,
      media: query,
      addEventListener: () => {},
      removeEventListener: () => {},
    }) as unknown as MediaQueryList;
});

const open = async () => {
  const { user } = renderApp(
    <>
      <WithTool slug="triage">{(one) => <ToolEditor tool={one} />}</WithTool>
      <Toaster />
    </>,
  );
  await screen.findByRole('article', { name: 'Step team' });
  return user;
};
const card = (id: string) => within(screen.getByRole('article', { name: `Step ${id}` }));
const savedSteps = () => (server.definition as typeof definition).steps;

describe('ToolEditor', () => {
  it('makes a form from the schema of the kind, and saves what is changed there by Ctrl+S', async () => {
    const user = await open();
    await user.click(card('team').getByRole('button', { name: /Which team/ }));
    expect(card('team').getByRole('textbox', { name: 'Text' })).toHaveTextContent(
      '{{ inputs.email }}',
    );
    const name = card('team').getByRole('textbox', { name: 'Name of label 2' });
    await user.clear(name);
    await user.type(name, 'defect');
    await user.click(card('team').getByRole('button', { name: 'Threshold' }));
    await user.type(card('team').getByRole('spinbutton', { name: 'Threshold' }), '0.7');
    await user.keyboard('{Control>}s{/Control}');
    await waitFor(() =>
      expect(savedSteps()[0]?.with).toEqual({
        text: '{{ inputs.email }}',
        labels: [{ name: 'billing' }, { name: 'defect' }],
        threshold: 0.7,
      }),
    );
    expect(await screen.findByText('Saved')).toBeVisible();
  });

  it('puts a fault at its field, and all of them in a list that leads there', async () => {
    server.faults = [
      { pointer: '#/steps/0/with/labels/1/name', detail: 'Another label has this name.' },
      { pointer: '#/output/team', detail: 'There is no step "teem".' },
    ];
    const user = await open();
    const summary = within(
      await screen
        .findByText('2 things are not right yet')
        .then((one) => one.closest('[role=status]') as HTMLElement),
    );
    expect(summary.getByText(/There is no step "teem"/)).toBeVisible();
    await user.click(summary.getByRole('button', { name: 'team › Labels' }));
    const name = card('team').getByRole('textbox', { name: 'Name of label 2' });
    expect(name).toBeInvalid();
    expect(card('team').getByText('Another label has this name.')).toBeVisible();
  });

  it('renames a step in every expression', async () => {
    const user = await open();
    await user.click(card('team').getByRole('button', { name: /Which team/ }));
    const id = card('team').getByRole('textbox', { name: 'Id' });
    await user.clear(id);
    await user.type(id, 'squad{Enter}');
    await user.keyboard('{Control>}s{/Control}');
    await waitFor(() => expect(savedSteps().map((step) => step.id)).toEqual(['squad', 'shout']));
    expect(savedSteps()[1]?.with).toEqual({ value: '{{ $uppercase(steps.squad.label) }}' });
    expect((server.definition as typeof definition).output).toEqual({
      team: '{{ steps.squad.label }}',
    });
  });

  it('deletes a step, and takes it back', async () => {
    const user = await open();
    await user.click(card('team').getByRole('button', { name: 'More for step team' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Delete' }));
    expect(screen.queryByRole('article', { name: 'Step team' })).toBeNull();
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    expect(screen.getAllByRole('article').map((one) => one.getAttribute('aria-label'))).toEqual([
      'Step team',
      'Step shout',
    ]);
  });

  it('adds a step of a kind that is chosen by its words', async () => {
    const user = await open();
    await user.click(screen.getByRole('button', { name: 'Add a step' }));
    await user.type(
      await screen.findByRole('combobox', { name: 'What should the step do?' }),
      'labels',
    );
    await user.keyboard('{Enter}');
    expect(await screen.findByRole('article', { name: 'Step classify' })).toBeVisible();
    // What is right saves itself.
    await waitFor(() =>
      expect(savedSteps().map((one) => one.id)).toEqual(['team', 'shout', 'classify']),
    );
    expect(await screen.findByText('Saved')).toBeVisible();
  });

  it('lets the maker choose when somebody saved meanwhile', async () => {
    const user = await open();
    server.revision = 7;
    server.definition = { ...definition, output: { team: 'theirs' } };
    await user.click(card('team').getByRole('button', { name: /Which team/ }));
    await user.type(card('team').getByRole('textbox', { name: 'Title' }), '!');
    await user.keyboard('{Control>}s{/Control}');
    const dialog = within(await screen.findByRole('dialog', { name: /saved elsewhere meanwhile/ }));
    expect(dialog.getByText(/revision 7/)).toBeVisible();
    expect(dialog.getByText('Steps › team › title')).toBeVisible();
    await user.click(dialog.getByRole('button', { name: 'Overwrite with mine' }));
    await waitFor(() => expect(savedSteps()[0]?.title).toBe('Which team?!'));
    expect(server.ifMatch).toEqual(['"1"', '"7"']);
  });

  it('shows the whole definition as text, both ways', async () => {
    const user = await open();
    await user.click(screen.getByRole('button', { name: 'Code' }));
    expect(screen.getByRole('textbox', { name: 'Definition' })).toHaveTextContent(
      /schemaVersion: 1/,
    );
    await user.click(screen.getByRole('button', { name: 'JSON' }));
    expect(screen.getByRole('textbox', { name: 'Definition' })).toHaveTextContent(
      /"schemaVersion": 1/,
    );
    await user.click(screen.getByRole('button', { name: 'Build' }));
    expect(isSame(server.definition, definition)).toBe(true);
  });

  it('says why it does not run what cannot be saved', async () => {
    const user = await open();
    server.faults = [{ pointer: '#/output/team', detail: 'There is no step "teem".' }];
    await user.click(card('team').getByRole('button', { name: /Which team/ }));
    await user.type(card('team').getByRole('textbox', { name: 'Title' }), '!');
    server.refuse = true;
    await user.type(screen.getByRole('textbox', { name: 'Customer e-mail' }), 'Hello');
    await user.click(screen.getByRole('button', { name: 'Run' }));
    expect((await screen.findAllByText('Not saved: see what is wrong'))[0]).toBeVisible();
    // In the list above, and at the field.
    await waitFor(() => expect(screen.getAllByText(/There is no step "teem"/)).toHaveLength(2));
  });
});
