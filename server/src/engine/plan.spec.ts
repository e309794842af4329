import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { orderSteps } from './order.js';
import { compileDefinition, type Plan } from './plan.js';
import type { Fault, JsonObject, JsonValue } from './types.js';

const definition = (steps: JsonObject[], output: JsonValue = null): JsonObject => ({
  schemaVersion: 1,
  inputs: {
    type: 'object',
    properties: { email: { type: 'string' }, list: { type: 'array' } },
    required: ['email'],
  },
  steps,
  output,
});
const step = (id: string, value: JsonValue = null, more: JsonObject = {}): JsonObject => ({
  id,
  kind: 'transform',
  with: { value },
  ...more,
});
const planOf = (source: JsonObject): Plan => {
  const { plan, faults } = compileDefinition(source);
  expect(faults).toEqual([]);
  return plan as Plan;
};
const faultsOf = (source: unknown): Fault[] => {
  const { plan, faults } = compileDefinition(source);
  expect(plan).toBeNull();
  return faults;
};

describe('a plan', () => {
  it('orders steps by what they mention', () => {
    const plan = planOf(
      definition([
        step('c', '{{ steps.b & steps.a }}'),
        step('b', { deep: ['{{ steps.a.x }}'] }),
        step('a', '{{ inputs.email }}'),
        step('d', 1, { after: ['c'], when: 'steps.a = 1' }),
      ]),
    );
    expect(plan.steps.map(({ id, needs }) => [id, needs])).toEqual([
      ['a', []],
      ['b', ['a']],
      ['c', ['b', 'a']],
      ['d', ['a', 'c']],
    ]);
  });

  it('knows whether it is pure and whether it needs a provider', () => {
    expect(planOf(definition([step('a')]))).toMatchObject({ pure: true, needsProvider: false });
    expect(planOf(definition([{ id: 'p', kind: 'prompt', with: { prompt: 'Hi' } }]))).toMatchObject(
      { pure: false, needsProvider: true },
    );
    expect(
      planOf(definition([{ id: 'h', kind: 'http', with: { url: 'https://example.com' } }])),
    ).toMatchObject({ pure: false, needsProvider: false });
  });

  it('checks inputs', () => {
    const plan = planOf(definition([]));
    expect(plan.checkInputs({ email: 'x' })).toEqual({ inputs: { email: 'x' }, faults: [] });
    expect(plan.checkInputs({}).faults).toEqual([{ pointer: '#/email', detail: 'is required' }]);
    expect(plan.checkInputs('x').faults).toEqual([{ pointer: '#', detail: 'must be an object' }]);
    expect(
      plan.checkInputs(JSON.parse('{"email":"x","__proto__":{}}') as JsonValue).faults,
    ).toHaveLength(1);
  });
});

describe('a wrong definition', () => {
  it.each<[string, unknown, string[]]>([
    ['no object', [], ['#']],
    ['no parts', {}, ['#/schemaVersion', '#/inputs', '#/steps', '#/output']],
    ['another version', { ...definition([]), schemaVersion: 2 }, ['#/schemaVersion']],
    ['an unknown part', { ...definition([]), extra: 1 }, ['#/extra']],
    [
      'inputs that are no object',
      { ...definition([]), inputs: { type: 'string' } },
      ['#/inputs/type'],
    ],
    [
      'a wrong input schema',
      { ...definition([]), inputs: { type: 'object', properties: { a: { type: 'x' } } } },
      ['#/inputs/properties/a/type'],
    ],
    ['a bad id', definition([step('1a')]), ['#/steps/0/id']],
    ['an id twice', definition([step('a'), step('a')]), ['#/steps/1/id']],
    ['a prototype as id', definition([step('constructor')]), ['#/steps/0/id']],
    ['an unknown kind', definition([{ id: 'a', kind: 'clasify' }]), ['#/steps/0/kind']],
    [
      'an unknown setting',
      definition([step('a', 1, { with: { valeu: 1 } })]),
      ['#/steps/0/with/valeu'],
    ],
    [
      'too many attempts',
      definition([step('a', 1, { retry: { attempts: 99 } })]),
      ['#/steps/0/retry/attempts'],
    ],
    ['no time', definition([step('a', 1, { timeoutSeconds: 0 })]), ['#/steps/0/timeoutSeconds']],
    ['an unknown step', definition([step('a', '{{ steps.b }}')]), ['#/steps/0/with/value']],
    [
      'an unknown step in after',
      definition([step('a', 1, { after: ['b'] })]),
      ['#/steps/0/after/0'],
    ],
    ['an unknown step in the output', definition([], { x: ['{{ steps.a.b }}'] }), ['#/output/x/0']],
    [
      'an unknown input',
      definition([step('a', { t: '{{ inputs.emial }}' })]),
      ['#/steps/0/with/value/t'],
    ],
    ['an unknown name', definition([step('a', '{{ billing }}')]), ['#/steps/0/with/value']],
    [
      'the steps as a whole',
      definition([step('a', '{{ $keys(steps) }}')]),
      ['#/steps/0/with/value'],
    ],
    ['itself', definition([step('a', '{{ steps.a }}')]), ['#/steps/0/with/value']],
    ['itself in after', definition([step('a', 1, { after: ['a'] })]), ['#/steps/0/after/0']],
    [
      'a cycle',
      definition([
        step('x'),
        step('a', '{{ steps.c }}'),
        step('b', '{{ steps.a }}'),
        step('c', 1, { after: ['b'] }),
      ]),
      ['#/steps/1'],
    ],
    ['a broken expression', definition([step('a', 1, { when: '{{ 1 + }}' })]), ['#/steps/0/when']],
    [
      'more than 100 steps',
      definition(Array.from({ length: 101 }, (_, n) => step(`s${n}`))),
      ['#/steps'],
    ],
    [
      'too many expressions',
      definition([step('a', Array(1_001).fill('{{ inputs.email }}') as JsonValue)]),
      ['#'],
    ],
    ['a prototype key', JSON.parse('{"schemaVersion":1,"__proto__":1}'), ['#/__proto__']],
  ])('%s', (_what, source, pointers) => {
    expect(faultsOf(source).map((fault) => fault.pointer)).toEqual(pointers);
  });

  it('names the cycle', () => {
    const source = definition([step('a', '{{ steps.b }}'), step('b', '{{ steps.a }}')]);
    expect(faultsOf(source)[0]?.detail).toBe('These steps wait for each other: a -> b -> a.');
  });

  it('is told what was meant', () => {
    expect(faultsOf(definition([{ id: 'a', kind: 'clasify' }]))[0]?.detail).toContain(
      'Did you mean "classify"?',
    );
    expect(faultsOf(definition([step('a', '{{ inputs.emial }}')]))[0]?.detail).toContain(
      'Did you mean "email"?',
    );
  });

  it('is told when a name in brackets belongs to the item', () => {
    const source = definition([
      step('b', { id: 1 }),
      step('a', '{{ inputs.list[id = steps.b.id] }}'),
    ]);
    expect(faultsOf(source)[0]?.detail).toContain('$$.steps.b');
  });

  it('is checked against its kind where no expression stands', () => {
    const classify = (settings: JsonObject) =>
      definition([{ id: 'a', kind: 'classify', with: settings }]);
    expect(
      faultsOf(classify({ text: 'x', labels: [{ name: 'a' }], threshold: 3 })).map(
        (fault) => fault.pointer,
      ),
    ).toEqual(['#/steps/0/with/labels', '#/steps/0/with/threshold']);
    expect(faultsOf(classify({ text: '{{ inputs.email }}' }))).toEqual([
      { pointer: '#/steps/0/with/labels', detail: 'is required' },
    ]);
    expect(
      faultsOf(classify({ text: 'x', labels: [{ name: 'a' }, { name: 'a' }] }))[0]?.pointer,
    ).toBe('#/steps/0/with/labels/1/name');
    planOf(
      classify({ text: '{{ inputs.email }}', labels: '{{ inputs.list }}', threshold: '{{ 0.3 }}' }),
    );
    planOf(classify({ text: 'x', labels: [{ name: '{{ inputs.email }}' }, { name: 'b' }] }));
  });
});

describe('the order', () => {
  it('puts every step after those it needs, or names a real cycle', () => {
    const graph = fc.integer({ min: 1, max: 12 }).chain((size) =>
      fc.array(fc.uniqueArray(fc.integer({ min: 0, max: size - 1 }), { maxLength: 3 }), {
        minLength: size,
        maxLength: size,
      }),
    );
    fc.assert(
      fc.property(graph, (edges) => {
        const needs = new Map(
          edges.map((list, index) => [`s${index}`, list.map((need) => `s${need}`)]),
        );
        const result = orderSteps(needs);
        if ('cycle' in result) {
          const { cycle } = result;
          expect(cycle[0]).toBe(cycle[cycle.length - 1]);
          cycle
            .slice(1)
            .forEach((id, index) => expect(needs.get(cycle[index] as string)).toContain(id));
          return;
        }
        expect([...result.order].sort()).toEqual([...needs.keys()].sort());
        for (const [id, list] of needs)
          for (const need of list)
            expect(result.order.indexOf(need)).toBeLessThan(result.order.indexOf(id));
      }),
    );
  });
});
