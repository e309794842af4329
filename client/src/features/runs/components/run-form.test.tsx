// @vitest-environment jsdom
import { screen } from '@testing-library/react';
import { useState } from 'react';
import { describe, expect, it, vi } from 'vitest';
import type { JsonObject, Schema } from '@/features/tools/definition';
import { renderApp } from '@/test/render';
import { faultsByInput, givenInputs } from '../run-inputs';
import { RunForm } from './run-form';

const schema: Schema = {
  type: 'object',
  required: ['subject'],
  properties: {
    subject: { type: 'string', title: 'Subject', description: 'In a few words.' },
    body: { type: 'string', 'x-widget': 'textarea' },
    count: { type: 'integer', title: 'How many' },
    urgent: { type: 'boolean', title: 'Urgent' },
    team: { enum: ['billing', 'bug'], title: 'Team' },
    due: { type: 'string', format: 'date', title: 'Due' },
    tags: { type: 'array', items: { type: 'string' }, title: 'Tags' },
    extra: { title: 'Extra' },
  },
};

function Form({ onInputs }: { onInputs?: (inputs: JsonObject) => void }) {
  const [inputs, setInputs] = useState<JsonObject>({});
  return (
    <RunForm
      schema={schema}
      inputs={inputs}
      onChange={(next) => {
        setInputs(next);
        onInputs?.(next);
      }}
      faults={{}}
      onSubmit={() => {}}
    >
      <button type="submit">Run</button>
    </RunForm>
  );
}

describe('RunForm', () => {
  it('gives each kind of input a fitting control, and values of the right type', async () => {
    const onInputs = vi.fn<(inputs: JsonObject) => void>();
    const { user } = renderApp(<Form onInputs={onInputs} />);
    await user.type(screen.getByRole('textbox', { name: 'Subject' }), 'Refund');
    await user.type(screen.getByRole('textbox', { name: 'Body' }), 'Hello{Enter}there');
    await user.type(screen.getByRole('spinbutton', { name: 'How many' }), '12');
    await user.click(screen.getByRole('switch', { name: 'Urgent' }));
    await user.click(screen.getByRole('combobox', { name: 'Team' }));
    await user.click(await screen.findByRole('option', { name: 'bug' }));
    await user.type(screen.getByLabelText('Due'), '2026-12-01');
    await user.type(screen.getByRole('textbox', { name: 'Tags' }), 'a{Enter}b');
    await user.type(screen.getByRole('textbox', { name: 'Extra' }), '{{"a":[[1,2]}');
    expect(onInputs.mock.lastCall?.[0]).toEqual({
      subject: 'Refund',
      body: 'Hello\nthere',
      count: 12,
      urgent: true,
      team: 'bug',
      due: '2026-12-01',
      tags: ['a', 'b'],
      extra: { a: [1, 2] },
    });
  });

  it('says what is optional, what is required and what helps', () => {
    renderApp(<Form />);
    expect(screen.getByRole('textbox', { name: 'Subject' })).toBeRequired();
    expect(screen.getByRole('textbox', { name: 'Subject' })).toHaveAccessibleDescription(
      'In a few words.',
    );
    expect(screen.getByRole('textbox', { name: 'Body' })).not.toBeRequired();
  });

  it('keeps JSON that is not finished, and says so', async () => {
    const onInputs = vi.fn<(inputs: JsonObject) => void>();
    const { user } = renderApp(<Form onInputs={onInputs} />);
    const field = screen.getByRole('textbox', { name: 'Extra' });
    await user.type(field, '{{"a":');
    expect(field).toHaveValue('{"a":');
    expect(field).toHaveAccessibleDescription(/not valid JSON/);
    expect(onInputs.mock.calls).toEqual([]);
  });
});

it('takes empty fields for "not given"', () => {
  expect(givenInputs({ a: '', b: 0, c: false, d: null })).toEqual({ b: 0, c: false, d: null });
});

it('finds the field of each fault, however the pointer begins', () => {
  const faults = [
    { pointer: '#/inputs/subject', detail: 'Too short.' },
    { pointer: '#/tags/0', detail: 'Not a text.' },
    { pointer: '#/inputs', detail: 'Something else.' },
    { pointer: '#/inputs/nobody', detail: 'Unknown input.' },
  ];
  expect(faultsByInput(schema, faults)).toEqual({
    subject: 'Too short.',
    tags: 'Not a text.',
    '': 'Something else. Unknown input.',
  });
});
