import { describe, expect, it } from 'vitest';
import { type Definition, type JsonValue, toDefinition } from './definition';
import { diffDefinitions, isSame } from './definition-diff';

const triage = (over: Partial<Definition> = {}): Definition => ({
  schemaVersion: 1,
  inputs: {
    type: 'object',
    required: ['email'],
    properties: { email: { type: 'string', title: 'E-mail' } },
  },
  steps: [
    {
      id: 'team',
      kind: 'classify',
      with: { text: '{{ inputs.email }}', labels: [{ name: 'billing' }, { name: 'bug' }] },
    },
    { id: 'loud', kind: 'transform', with: { value: '{{ $uppercase(inputs.email) }}' } },
  ],
  output: { team: '{{ steps.team.label }}' },
  ...over,
});

describe('diffDefinitions', () => {
  it('finds nothing between equal definitions, whatever the order of their properties', () => {
    const other = toDefinition({
      output: { team: '{{ steps.team.label }}' },
      steps: triage().steps,
      inputs: triage().inputs,
      schemaVersion: 1,
    });
    expect(diffDefinitions(triage(), other)).toEqual([]);
  });

  it('names a changed setting by step and label, not by position', () => {
    const [team, loud] = triage().steps;
    const labels: JsonValue[] = [{ name: 'bug' }, { name: 'billing', description: 'charges' }];
    const after = triage({ steps: [{ ...team!, with: { ...team!.with, labels } }, loud!] });
    expect(diffDefinitions(triage(), after)).toEqual([
      {
        kind: 'added',
        path: ['steps', 'team', 'labels', 'billing', 'description'],
        after: 'charges',
      },
    ]);
  });

  it('does not call a moved step a change', () => {
    expect(diffDefinitions(triage(), triage({ steps: triage().steps.toReversed() }))).toEqual([]);
  });

  it('tells added, removed and changed apart', () => {
    const after = triage({
      inputs: { type: 'object', properties: { text: { type: 'string' } } },
      steps: [triage().steps[0]!],
      output: { team: '{{ steps.team.best }}' },
    });
    expect(diffDefinitions(triage(), after)).toEqual([
      { kind: 'removed', path: ['inputs', 'email'], before: { type: 'string', title: 'E-mail' } },
      { kind: 'added', path: ['inputs', 'text'], after: { type: 'string' } },
      { kind: 'removed', path: ['inputs', 'required'], before: ['email'] },
      { kind: 'removed', path: ['steps', 'loud'], before: triage().steps[1] },
      {
        kind: 'changed',
        path: ['output', 'team'],
        before: '{{ steps.team.label }}',
        after: '{{ steps.team.best }}',
      },
    ]);
  });
});

describe('isSame', () => {
  it.each([
    [{ a: 1, b: [1, 2] }, { b: [1, 2], a: 1 }, true],
    [{ a: 1 }, { a: 1, b: undefined }, false],
    [[1, 2], [2, 1], false],
    [[], {}, false],
    [null, {}, false],
  ])('%j and %j: %s', (a, b, expected) => expect(isSame(a, b)).toBe(expected));
});
