import { describe, expect, it } from '@jest/globals';
import type { Fault, JsonValue } from '../types.js';
import { ExpressionError } from './errors.js';
import { parseCondition, parseTemplate } from './template.js';

const scope = { now: new Date(0), seed: 'seed' };
const data = {
  inputs: { name: 'Ada', n: 3, list: [1, 2], nothing: null },
  steps: { team: { label: 'bug' } },
};
const render = async (source: JsonValue, shaped?: string[]) => {
  const faults: Fault[] = [];
  const template = parseTemplate(source, '#/x', faults, { shaped });
  expect(faults).toEqual([]);
  return template.render(data, scope);
};
const faultsOf = (source: JsonValue) => {
  const faults: Fault[] = [];
  parseTemplate(source, '#/x', faults);
  return faults;
};

describe('a template', () => {
  it.each<[JsonValue, JsonValue]>([
    ['{{ inputs.n }}', 3],
    ['{{inputs.list}}', [1, 2]],
    ['  {{ inputs.n }}', '  3'],
    ['Dear {{ inputs.name }}, {{ inputs.n + 1 }}!', 'Dear Ada, 4!'],
    ['{{ inputs.list }} {{ inputs.nothing }}{{ inputs.missing }}.', '[1,2] .'],
    ['{{ {"a": {"b": inputs.n}} }}', { a: { b: 3 } }],
    ['{{ "}}" & "{{" }}', '}}{{'],
    ['{{ $replace("aab}}", /a{2}/, "-") }}', '-b}}'],
    ['{{ inputs.n /* }} */ }}', 3],
    ['{{ inputs.n / 2 }} and {{ 6 / 2 }}', '1.5 and 3'],
    ['a } b }} c', 'a } b }} c'],
    [
      { a: ['{{ steps.team.label }}', 1, { b: '{{ inputs.n * 2 }}' }] },
      { a: ['bug', 1, { b: 6 }] },
    ],
    [{ gone: '{{ inputs.missing }}', list: [1, '{{ inputs.missing }}'] }, { list: [1] }],
  ])('%j', async (source, expected) => {
    expect(await render(source)).toEqual(expected);
  });

  it('keeps its shape in an output', async () => {
    expect(
      await render({ gone: '{{ inputs.missing }}', list: ['{{ inputs.x }}', 1] }, ['#/x']),
    ).toEqual({ gone: null, list: [null, 1] });
  });

  it('keeps the shape of some parts only', async () => {
    const source = {
      a: { gone: '{{ inputs.x }}' },
      b: { gone: '{{ inputs.x }}' },
      c: '{{ inputs.x }}',
    };
    expect(await render(source, ['#/x/b', '#/x/c'])).toEqual({ a: {}, b: { gone: null } });
  });

  it('leaves no failure unheard', async () => {
    const large = { inputs: { t: 'x'.repeat(600_000) }, steps: {} };
    const unheard: unknown[] = [];
    const remember = (error: unknown) => void unheard.push(error);
    process.on('unhandledRejection', remember);
    const template = parseTemplate(
      { a: '{{ $error("no") }}', b: '{{ inputs.t }}{{ inputs.t }}' },
      '#',
      [],
    );
    await expect(
      Promise.resolve().then(() => template.render(large, { ...scope })),
    ).rejects.toThrow(ExpressionError);
    for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', remember);
    expect(unheard).toEqual([]);
  });

  it('is itself without expressions', async () => {
    const source = { a: ['b', 1, null], c: '{ not } an expression' };
    expect(await render(source)).toBe(source);
  });

  it('tells the place of each fault', () => {
    expect(faultsOf({ 'a/b': ['{{ inputs.x', '{{ }}'], c: '{{ 1 + }}' })).toEqual([
      { pointer: '#/x/a~1b/0', detail: expect.stringContaining('no closing') },
      { pointer: '#/x/a~1b/1', detail: expect.stringContaining('is empty') },
      { pointer: '#/x/c', detail: expect.stringContaining('cannot be read') },
    ]);
    expect(faultsOf(JSON.parse('{"__proto__": 1}') as JsonValue)).toEqual([
      { pointer: '#/x/__proto__', detail: expect.stringContaining('not allowed') },
    ]);
  });

  it('refuses a text that grows too large', async () => {
    const faults: Fault[] = [];
    const template = parseTemplate('{{ inputs.t }}{{ inputs.t }}', '#', faults);
    const large = { inputs: { t: 'x'.repeat(600_000) }, steps: {} };
    expect(() => template.render(large, scope)).toThrow(ExpressionError);
  });
});

describe('a condition', () => {
  it.each([
    "{{ steps.team.label = 'bug' }}",
    "steps.team.label = 'bug'",
    ' {{ inputs.n > 2 }}'.trim(),
  ])('%s', async (source) => {
    const faults: Fault[] = [];
    const condition = parseCondition(source, '#/when', faults);
    expect(faults).toEqual([]);
    expect(await condition?.expression.evaluate(data, scope)).toBe(true);
  });

  it('is one expression', () => {
    const faults: Fault[] = [];
    expect(parseCondition('not {{ inputs.n }}', '#/when', faults)).toBeNull();
    expect(faults).toEqual([
      { pointer: '#/when', detail: expect.stringContaining('one expression') },
    ]);
  });
});
