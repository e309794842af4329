import { describe, expect, it } from 'vitest';
import { toDefinition } from '@/features/tools/definition';
import { stepKind } from '@/test/run-fixtures';
import { suggest } from './completions';

const definition = toDefinition({
  inputs: {
    type: 'object',
    properties: {
      email: { type: 'string', title: 'Customer e-mail' },
      lines: {
        type: 'array',
        items: { type: 'object', properties: { price: { type: 'number' } } },
      },
    },
  },
  steps: [
    { id: 'team', kind: 'classify', with: {} },
    { id: 'facts', kind: 'extract', with: { fields: [{ name: 'orderNumber' }] } },
    {
      id: 'reply',
      kind: 'prompt',
      onError: 'continue',
      with: { schema: { type: 'object', properties: { subject: { type: 'string' } } } },
    },
  ],
  output: {},
});
const kinds = [
  stepKind(),
  stepKind({
    kind: 'extract',
    title: 'Extract',
    output: {
      properties: { fields: { type: 'object', additionalProperties: { type: 'string' } } },
    },
  }),
  stepKind({
    kind: 'prompt',
    title: 'Ask a model',
    output: { properties: { text: { type: 'string' }, object: {} } },
  }),
];
const labels = (before: string, options = {}) =>
  suggest(before, definition, kinds, options)?.options.map(({ label }) => label) ?? null;

describe('suggest', () => {
  it('is silent outside of an expression', () => {
    expect(labels('Answer to inputs.')).toBeNull();
    expect(labels('{{ inputs.email }} and steps.')).toBeNull();
  });
  it('offers inputs, steps and functions at the beginning', () => {
    expect(labels('{{ ')).toEqual(expect.arrayContaining(['inputs', 'steps', '$uppercase']));
  });
  it('offers the inputs', () => expect(labels('Dear {{ inputs.')).toEqual(['email', 'lines']));
  it('goes through lists', () => expect(labels('{{ $sum(inputs.lines.')).toEqual(['price']));
  it('offers the other steps, not the one that is written', () => {
    expect(labels('{{ steps.', { stepIndex: 0 })).toEqual(['facts', 'reply']);
  });
  it('offers what a step gives, from the schema of its kind', () => {
    expect(labels('{{ steps.team.')).toEqual(['label', 'scores']);
    expect(labels('{{ steps.team.scores.sc')).toEqual(['score']);
  });
  it('knows own fields and structured answers from the settings', () => {
    expect(labels('{{ steps.facts.fields.')).toEqual(['orderNumber']);
    expect(labels('{{ steps.reply.object.')).toEqual(['subject']);
  });
  it('offers the error of a step that may fail', () => {
    expect(labels('{{ steps.reply.')).toContain('error');
    expect(labels('{{ steps.team.')).not.toContain('error');
  });
  it('replaces only the word that was begun', () => {
    expect(suggest('{{ steps.team.la', definition, kinds)?.from).toBe('{{ steps.team.'.length);
  });
  it('takes a condition without braces as an expression', () => {
    expect(labels('steps.', { isExpression: true })).toContain('team');
  });
  it('says nothing about what it does not know', () => {
    expect(labels('{{ steps.nobody.')).toBeNull();
    expect(labels('{{ other.')).toBeNull();
    expect(labels('{{ $now().')).toBeNull();
  });
});
