import { describe, expect, it } from 'vitest';
import { toDefinition } from '@/features/tools/definition';
import {
  changeInputs,
  duplicateStep,
  freeId,
  insertStep,
  moveStep,
  removeStep,
  renameStep,
  toDoc,
} from './edits';
import { renameProperty } from './input-types';

const doc = () =>
  toDoc(
    toDefinition({
      inputs: {
        type: 'object',
        required: ['email'],
        properties: { email: { type: 'string' }, emails: { type: 'array' } },
      },
      steps: [
        { id: 'team', kind: 'classify', title: 'Team', with: { text: '{{ inputs.email }}' } },
        {
          id: 'team2',
          kind: 'transform',
          after: ['team'],
          when: "steps.team.label = 'x'",
          with: { value: ['{{ steps.team.label & steps.team2.x }}', 'steps.team is text'] },
        },
      ],
      output: { team: '{{ steps.team.label }}', mail: '{{ inputs.email & inputs.emails }}' },
    }),
  );

describe('renaming a step', () => {
  it('changes every expression that mentions it, and nothing else', () => {
    const { definition } = renameStep(doc(), 0, 'squad');
    expect(definition.steps[0]?.id).toBe('squad');
    expect(definition.steps[1]).toMatchObject({
      id: 'team2',
      after: ['squad'],
      when: "steps.squad.label = 'x'",
      with: { value: ['{{ steps.squad.label & steps.team2.x }}', 'steps.team is text'] },
    });
    expect(definition.output).toMatchObject({ team: '{{ steps.squad.label }}' });
  });
});

it('renames an input in its place and in the expressions', () => {
  const before = doc();
  const { definition } = changeInputs(
    before,
    renameProperty(before.definition.inputs, 'email', 'mail'),
    { from: 'email', to: 'mail' },
  );
  expect(Object.keys(definition.inputs.properties ?? {})).toEqual(['mail', 'emails']);
  expect(definition.inputs.required).toEqual(['mail']);
  expect(definition.steps[0]?.with).toEqual({ text: '{{ inputs.mail }}' });
  expect(definition.output).toMatchObject({ mail: '{{ inputs.mail & inputs.emails }}' });
});

describe('steps', () => {
  const ids = (of: ReturnType<typeof doc>) => of.definition.steps.map(({ id }) => id);

  it('keep their keys while they are moved', () => {
    const before = doc();
    const after = moveStep(before, 0, 1);
    expect(ids(after)).toEqual(['team2', 'team']);
    expect(after.keys).toEqual(before.keys.toReversed());
    expect(moveStep(before, 0, -1)).toBe(before);
  });
  it('are put back where they were, under their old key', () => {
    const before = doc();
    const step = before.definition.steps[0]!;
    expect(insertStep(removeStep(before, 0), 0, step, before.keys[0])).toEqual(before);
  });
  it('are duplicated under a free id', () => {
    const after = duplicateStep(doc(), 0);
    expect(ids(after)).toEqual(['team', 'team3', 'team2']);
    expect(after.definition.steps[1]).toMatchObject({
      title: 'Team (2)',
      with: { text: '{{ inputs.email }}' },
    });
    expect(new Set(after.keys).size).toBe(3);
  });
  it('get an id that no other has', () => expect(freeId(doc().definition, 'find')).toBe('find'));
});
