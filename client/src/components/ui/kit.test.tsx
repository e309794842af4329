// @vitest-environment jsdom
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { formatDuration } from '@/lib/format-duration';
import { renderApp } from '@/test/render';
import { CodeBlock } from './code-block';
import { Field } from './field';
import { Input } from './input';
import { JsonView, highlightJson } from './json-view';

describe('Field', () => {
  it('ties label, help and error to the control', () => {
    render(
      <Field label="Name" description="Shown in lists." error="Fill this in." required>
        <Input />
      </Field>,
    );
    const input = screen.getByRole('textbox', { name: 'Name' });
    expect(input).toHaveAccessibleDescription('Shown in lists. Fill this in.');
    expect(input).toBeInvalid();
    expect(input).toBeRequired();
  });
});

describe('CodeBlock', () => {
  it('copies its text and says so', async () => {
    renderApp(<CodeBlock label="curl command" code="curl https://x" />);
    const user = userEvent.setup();
    await user.click(screen.getByRole('button', { name: 'Copy curl command' }));
    expect(await navigator.clipboard.readText()).toBe('curl https://x');
    expect(screen.getByRole('status')).toHaveTextContent('Copied');
  });
});

describe('JsonView', () => {
  it('shows the value as it is, whatever is in its strings', () => {
    const value = { 'a:b': '"quoted" {x}: 1', n: -1.5e3, t: [true, null], text: '<b>bold</b>' };
    renderApp(<JsonView label="Output" value={value} />);
    expect(JSON.parse(screen.getByRole('region', { name: 'Output' }).textContent)).toEqual(value);
    expect(document.querySelector('b')).toBeNull();
  });

  it('tells names, texts, numbers and words apart', () => {
    const kinds = highlightJson('{"a": "b", "n": 1, "t": true}').filter((piece) => piece.className);
    expect(
      kinds.map(({ text, className }) => `${text} ${className?.replace('text-code-', '')}`),
    ).toEqual([
      '"a" property',
      '"b" string',
      '"n" property',
      '1 number',
      '"t" property',
      'true keyword',
    ]);
  });
});

it.each([
  [0.42, '0.4 ms'],
  [840, '840 ms'],
  [1250, '1.25 s'],
  [12_340, '12.3 s'],
  [95_000, '1 min 35 s'],
  [7_260_000, '2 h 1 min'],
])('%d ms reads %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});
