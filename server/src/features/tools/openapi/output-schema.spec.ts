import { describe, expect, it } from '@jest/globals';
import { compileDefinition } from '../../../engine/plan.js';
import type { JsonObject, JsonValue, StepDefinition } from '../../../engine/types.js';
import { outputSchemaOf } from './output-schema.js';

const TEXT = { type: 'string' };
const CLASSIFY: StepDefinition = {
  id: 'team',
  kind: 'classify',
  with: { text: '{{ inputs.text }}', labels: [{ name: 'a' }, { name: 'b' }] },
};

function schemaOf(output: JsonValue, steps: StepDefinition[] = []): JsonObject {
  const { plan, faults } = compileDefinition({
    schemaVersion: 1,
    inputs: {
      type: 'object',
      properties: { text: TEXT, note: TEXT },
      required: ['text'],
      additionalProperties: false,
    },
    steps,
    output,
  });
  if (!plan) throw new Error(JSON.stringify(faults));
  return outputSchemaOf(plan);
}

describe('the schema of what a tool answers', () => {
  it.each<[JsonValue, JsonObject]>([
    ['{{ inputs.text }}', TEXT],
    ['{{ inputs.note }}', { anyOf: [TEXT, { type: 'null' }] }],
    ['Hello {{ inputs.text }}', TEXT],
    ['{{ inputs.text }}{{ inputs.note }}', TEXT],
    ['{{ $length(inputs.text) }}', {}],
    ['fixed', { const: 'fixed' }],
    [7, { const: 7 }],
    [['{{ inputs.text }}'], { type: 'array', prefixItems: [TEXT] }],
    [{ a: '{{ inputs.text }}' }, { type: 'object', required: ['a'], properties: { a: TEXT } }],
  ])('%j gives %j', (output, schema) => expect(schemaOf(output)).toEqual(schema));

  it('takes what the kind of a step says', () => {
    expect(schemaOf('{{ steps.team.confidence }}', [CLASSIFY])).toMatchObject({ type: 'number' });
    expect(schemaOf('{{ steps.team.nothing }}', [CLASSIFY])).toEqual({});
  });

  it('allows null where the step, or one that it needs, may be missing', () => {
    const maybe = { ...CLASSIFY, when: "inputs.text != ''" };
    const after: StepDefinition = {
      id: 'copy',
      kind: 'transform',
      with: { value: '{{ steps.team.label }}' },
    };
    const nullable = [expect.objectContaining(TEXT), { type: 'null' }];
    expect(schemaOf('{{ steps.team.label }}', [maybe])).toEqual({ anyOf: nullable });
    expect(JSON.stringify(schemaOf('{{ steps.copy }}', [maybe, after]))).toContain('"null"');
    const tolerated: StepDefinition = { ...CLASSIFY, onError: 'continue' };
    expect(schemaOf('{{ steps.team.label }}', [tolerated])).toEqual({ anyOf: nullable });
  });

  it('takes the form that a prompt asks for, and what a transform builds', () => {
    const schema = {
      type: 'object',
      properties: { total: { type: 'number' } },
      required: ['total'],
    };
    const prompt: StepDefinition = { id: 'ask', kind: 'prompt', with: { prompt: 'x', schema } };
    expect(schemaOf('{{ steps.ask.object.total }}', [prompt])).toEqual({ type: 'number' });
    const build: StepDefinition = {
      id: 'made',
      kind: 'transform',
      with: { value: { a: '{{ inputs.text }}' } },
    };
    expect(schemaOf('{{ steps.made.a }}', [build])).toEqual(TEXT);
  });

  it('adds what a stop may answer instead', () => {
    const stop: StepDefinition = {
      id: 'enough',
      kind: 'stop',
      when: "inputs.text = ''",
      with: { output: { reason: 'empty' } },
    };
    expect(schemaOf('{{ inputs.text }}', [stop]).anyOf).toEqual([
      TEXT,
      { type: 'object', required: ['reason'], properties: { reason: { const: 'empty' } } },
    ]);
  });
});
