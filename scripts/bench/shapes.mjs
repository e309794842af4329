/**
 * The shapes that are measured. A letter keeps its meaning, so that figures can be compared over time.
 * @typedef {object} Shape
 * @property {string} key
 * @property {string} title
 * @property {number[]} concurrency
 * @property {number} steps
 * @property {object} definition
 * @property {object} inputs
 */

const inputs = {
  type: 'object',
  properties: { name: { type: 'string', maxLength: 200 }, n: { type: 'integer' } },
  required: ['name', 'n'],
};
const example = { name: 'Ada Lovelace', n: 1 };

/** Steps that each add one to the step before. */
const chain = (length) =>
  Array.from({ length }, (_, index) => ({
    id: `s${index + 1}`,
    kind: 'transform',
    with: { value: index === 0 ? '{{ inputs.n + 1 }}' : `{{ steps.s${index} + 1 }}` },
  }));

/** @type {Shape[]} */
export const SHAPES = [
  {
    key: 'A',
    title: 'one transform, synchronous answer',
    concurrency: [1, 20, 50],
    steps: 1,
    inputs: example,
    definition: {
      schemaVersion: 1,
      inputs,
      steps: [
        {
          id: 'greet',
          kind: 'transform',
          with: {
            value: { text: 'Hello {{ $uppercase(inputs.name) }}', next: '{{ inputs.n + 1 }}' },
          },
        },
      ],
      output: { text: '{{ steps.greet.text }}', next: '{{ steps.greet.next }}' },
    },
  },
  {
    key: 'B',
    title: 'three cheap steps, synchronous answer',
    concurrency: [20, 50],
    steps: 3,
    inputs: example,
    definition: { schemaVersion: 1, inputs, steps: chain(3), output: { n: '{{ steps.s3 }}' } },
  },
  {
    key: 'C',
    title: '40 sequential cheap steps',
    concurrency: [1],
    steps: 40,
    inputs: example,
    definition: { schemaVersion: 1, inputs, steps: chain(40), output: { n: '{{ steps.s40 }}' } },
  },
];
