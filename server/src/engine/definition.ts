/** The shape of a definition: what can be said without knowing the step kinds. */

import { findJsonProblem, isJsonObject } from './json.js';
import { checkSchema, compileSchema } from './schema.js';
import type { Definition, Fault, JsonObject, JsonValue } from './types.js';

export const MAX_STEPS_PER_DEFINITION = 100;
/** Longest definition, in characters of JSON. */
export const MAX_DEFINITION_SIZE = 500_000;

/** Most expressions in one definition. */
export const MAX_EXPRESSIONS = 1_000;

const RETRY_SCHEMA: JsonObject = {
  type: 'object',
  title: 'Try again',
  description: 'What to do when a step fails for a reason that may pass.',
  required: ['attempts'],
  additionalProperties: false,
  properties: {
    attempts: {
      type: 'integer',
      minimum: 1,
      maximum: 10,
      title: 'Attempts',
      description: 'How often the step is tried in all.',
    },
    backoffSeconds: {
      type: 'number',
      minimum: 0.01,
      maximum: 60,
      default: 1,
      title: 'First pause',
      description: 'Seconds before the second attempt; doubles each time.',
    },
  },
};

const STEP_SCHEMA: JsonObject = {
  type: 'object',
  required: ['id', 'kind'],
  additionalProperties: false,
  properties: {
    id: { type: 'string', maxLength: 64, pattern: '^[A-Za-z][A-Za-z0-9_]*$' },
    kind: { type: 'string', minLength: 1, maxLength: 64 },
    title: { type: 'string', maxLength: 200 },
    with: { type: 'object' },
    when: { type: 'string', minLength: 1, maxLength: 10_000 },
    after: {
      type: 'array',
      maxItems: MAX_STEPS_PER_DEFINITION,
      uniqueItems: true,
      items: { type: 'string' },
    },
    retry: RETRY_SCHEMA,
    timeoutSeconds: { type: 'number', exclusiveMinimum: 0, maximum: 3_600 },
    onError: { enum: ['fail', 'continue'] },
  },
};

/** JSON Schema of a definition, for editors and documents; more rules apply when it is compiled. */
export const DEFINITION_SCHEMA: JsonObject = {
  type: 'object',
  required: ['schemaVersion', 'inputs', 'steps', 'output'],
  additionalProperties: false,
  properties: {
    schemaVersion: { const: 1 },
    inputs: { type: 'object', required: ['type'], properties: { type: { const: 'object' } } },
    steps: { type: 'array', maxItems: MAX_STEPS_PER_DEFINITION, items: STEP_SCHEMA },
    output: {},
  },
};

const shape = compileSchema(DEFINITION_SCHEMA);

const ID_DETAIL = 'A step id starts with a letter and has letters, digits and underscores only.';

/** Reads a definition of unknown origin; gives it, or every fault of its shape. */
export function readDefinition(
  source: unknown,
): { definition: Definition; faults: [] } | { definition: null; faults: Fault[] } {
  if (!isJsonObject(source))
    return { definition: null, faults: [{ pointer: '#', detail: 'A definition is an object.' }] };
  const problem = findJsonProblem(source, MAX_DEFINITION_SIZE);
  if (problem)
    return {
      definition: null,
      faults: [{ pointer: `#${problem.pointer}`, detail: `The definition ${problem.detail}.` }],
    };
  if (JSON.stringify(source).split('{{').length > MAX_EXPRESSIONS + 1) {
    const detail = `The definition has more than ${MAX_EXPRESSIONS} expressions.`;
    return { definition: null, faults: [{ pointer: '#', detail }] };
  }
  const faults = shape
    .check(source)
    .faults.map((fault) =>
      /^#\/steps\/\d+\/id$/.test(fault.pointer) && fault.detail.startsWith('must match')
        ? { ...fault, detail: ID_DETAIL }
        : fault,
    );
  if (isJsonObject(source.inputs) && source.inputs.type === 'object')
    faults.push(...checkSchema(source.inputs, '#/inputs'));
  if (Array.isArray(source.steps)) faults.push(...findDoubleIds(source.steps));
  if (faults.length > 0) return { definition: null, faults };
  return { definition: source as unknown as Definition, faults: [] };
}

function findDoubleIds(steps: JsonValue[]): Fault[] {
  const seen = new Set<JsonValue | undefined>();
  return steps.flatMap((step, index) => {
    const id = isJsonObject(step) ? step.id : undefined;
    if (id === undefined || !seen.has(id)) {
      seen.add(id);
      return [];
    }
    return [
      {
        pointer: `#/steps/${index}/id`,
        detail: `Another step already has the id "${String(id)}".`,
      },
    ];
  });
}
