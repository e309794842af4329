import type { FindInput } from '../builtin-ai.js';
import {
  asJson,
  defineKind,
  outputSchema,
  settingsSchema,
  TEXT_SETTING,
  WARNING,
} from './define.js';

/** Finds the passage of a document that answers a question. It quotes; it does not answer. */
export const find = defineKind<FindInput>({
  kind: 'find',
  title: 'Find passage',
  description:
    'Finds the passage of a document that speaks about a question, or says that there is none.',
  nature: 'pure',
  needsProvider: false,
  defaultTimeoutSeconds: 120,
  with: settingsSchema(
    {
      question: {
        type: 'string',
        minLength: 1,
        maxLength: 5_000,
        title: 'Question',
        description: 'What to look for, in a sentence or a few words.',
        examples: ['{{ inputs.question }}'],
      },
      text: {
        ...TEXT_SETTING,
        title: 'Document',
        description: 'The text to look in.',
        examples: ['{{ inputs.document }}'],
      },
      threshold: {
        type: 'number',
        minimum: 0,
        maximum: 1,
        default: 0.5,
        title: 'Threshold',
        description: 'Score below which nothing counts as found.',
      },
    },
    ['question', 'text'],
  ),
  output: outputSchema({
    found: { type: 'boolean' },
    passage: {
      type: ['string', 'null'],
      description: 'The passage as it stands in the document; null when nothing was found.',
    },
    score: {
      type: 'number',
      description: '0 to 1: how likely it is that the best passage answers the question.',
    },
    start: { type: ['integer', 'null'], description: 'Where the passage begins in the document.' },
    end: { type: ['integer', 'null'], description: 'Where it ends.' },
    alternatives: {
      type: 'array',
      description: 'The next best passages, best first.',
      items: outputSchema({
        passage: { type: 'string' },
        score: { type: 'number' },
        start: { type: 'integer' },
        end: { type: 'integer' },
      }),
    },
    warning: WARNING,
  }),
  run: async (input, { services, signal }) => ({
    output: asJson(await services.builtin.find(input, signal)),
  }),
});
