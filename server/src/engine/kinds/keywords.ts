import type { KeywordsInput } from '../builtin-ai.js';
import {
  asJson,
  defineKind,
  outputSchema,
  settingsSchema,
  TEXT_SETTING,
  WARNING,
} from './define.js';

/** Lists what a text is about. */
export const keywords = defineKind<KeywordsInput>({
  kind: 'keywords',
  title: 'Keywords',
  description: 'Lists the words and short phrases that a text is about.',
  nature: 'pure',
  needsProvider: false,
  defaultTimeoutSeconds: 60,
  with: settingsSchema(
    {
      text: TEXT_SETTING,
      count: {
        type: 'integer',
        minimum: 1,
        maximum: 50,
        default: 10,
        title: 'How many',
        description: 'Keywords to list.',
      },
    },
    ['text'],
  ),
  output: outputSchema({
    keywords: {
      type: 'array',
      description: 'Best first.',
      items: outputSchema({
        keyword: { type: 'string' },
        score: { type: 'number', description: '0 to 1, relative to the best one.' },
      }),
    },
    warning: WARNING,
  }),
  run: async (input, { services, signal }) => ({
    output: asJson(await services.builtin.keywords(input, signal)),
  }),
});
