import type { KeySentencesInput } from '../builtin-ai.js';
import {
  asJson,
  defineKind,
  outputSchema,
  settingsSchema,
  TEXT_SETTING,
  WARNING,
} from './define.js';

/** Picks the sentences that carry most of a text. They are quoted, not written. */
export const keySentences = defineKind<KeySentencesInput>({
  kind: 'keySentences',
  title: 'Key sentences',
  description: 'Picks the sentences that carry most of a text, in their order.',
  nature: 'pure',
  needsProvider: false,
  defaultTimeoutSeconds: 120,
  with: settingsSchema(
    {
      text: TEXT_SETTING,
      count: {
        type: 'integer',
        minimum: 1,
        maximum: 50,
        default: 5,
        title: 'How many',
        description: 'Sentences to pick.',
      },
      focus: {
        type: 'string',
        maxLength: 1_000,
        title: 'Focus',
        description: 'Prefer sentences about this.',
        examples: ['decisions', 'price and delivery'],
      },
    },
    ['text'],
  ),
  output: outputSchema({
    sentences: {
      type: 'array',
      description: 'In the order of the text.',
      items: outputSchema({
        text: { type: 'string' },
        score: { type: 'number', description: '0 to 1, relative to the best sentence.' },
        start: { type: 'integer' },
        end: { type: 'integer' },
      }),
    },
    warning: WARNING,
  }),
  run: async (input, { services, signal }) => ({
    output: asJson(await services.builtin.keySentences(input, signal)),
  }),
});
