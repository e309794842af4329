import { describe, expect, it } from 'vitest';
import { toDefinition } from '@/features/tools/definition';
import { faultAt, faultsWithin, normalizePointer, placeOf } from './faults';

it.each([
  ['#/definition/steps/0/with/text', '#/steps/0/with/text'],
  ['#/steps/0', '#/steps/0'],
  ['#/definition', '#'],
  ['#/definitions/a', '#/definitions/a'],
])('%s of an answer is %s in the editor', (pointer, expected) =>
  expect(normalizePointer(pointer)).toBe(expected),
);

describe('faults at a place', () => {
  const faults = [
    { pointer: '#/steps/1/with/labels/0/name', detail: 'Give it a name.' },
    { pointer: '#/steps/1', detail: 'One.' },
    { pointer: '#/steps/1', detail: 'Two.' },
    { pointer: '#/steps/10', detail: 'Another step.' },
  ];
  it('shows all that is said about exactly this place', () => {
    expect(faultAt(faults, '#/steps/1')).toBe('One. Two.');
    expect(faultAt(faults, '#/steps/2')).toBeUndefined();
  });
  it('counts what is inside, and not the neighbour whose number begins alike', () => {
    expect(faultsWithin(faults, '#/steps/1')).toHaveLength(3);
  });
});

const definition = toDefinition({
  inputs: {},
  steps: [{ id: 'team', kind: 'classify' }],
  output: {},
});
it.each([
  ['#/steps/0/with/labels/0', { part: 'step', index: 0, id: 'team', field: 'labels' }],
  ['#/steps/0/when', { part: 'step', index: 0, id: 'team', field: 'when' }],
  ['#/steps', { part: 'definition' }],
  ['#/inputs/properties/a~1b/type', { part: 'inputs', name: 'a/b' }],
  ['#/inputs', { part: 'inputs', name: null }],
  ['#/output/team', { part: 'output', key: 'team' }],
])('%s is found in the editor', (pointer, place) =>
  expect(placeOf(pointer, definition)).toEqual(place),
);
