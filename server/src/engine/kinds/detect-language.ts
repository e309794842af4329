import type { DetectLanguageInput } from '../builtin-ai.js';
import { asJson, defineKind, outputSchema, settingsSchema, TEXT_SETTING } from './define.js';

/** Says in which language a text is written. */
export const detectLanguage = defineKind<DetectLanguageInput>({
  kind: 'detectLanguage',
  title: 'Detect language',
  description: 'Says in which language a text is written.',
  nature: 'pure',
  needsProvider: false,
  defaultTimeoutSeconds: 10,
  with: settingsSchema(
    {
      text: TEXT_SETTING,
      among: {
        type: 'array',
        maxItems: 100,
        uniqueItems: true,
        title: 'Only among',
        description: 'Codes of the languages that are possible; all of them when empty.',
        items: { type: 'string', pattern: '^[a-z]{2,3}$' },
        examples: [['en', 'nl', 'de']],
      },
    },
    ['text'],
  ),
  output: outputSchema({
    language: {
      type: 'string',
      description: 'ISO 639-1 code such as "en"; "und" when the text says too little.',
    },
    name: { type: 'string', description: 'English name of the language.' },
    confidence: { type: 'number', description: '0 to 1.' },
    reliable: {
      type: 'boolean',
      description: 'False when the text is too short or too mixed to be certain.',
    },
  }),
  run: async (input, { services, signal }) => {
    const { among, ...rest } = input;
    const asked = among && among.length > 0 ? input : rest;
    return { output: asJson(await services.builtin.detectLanguage(asked, signal)) };
  },
});
