import type { ClassifyInput } from '../builtin-ai.js';
import type { Fault, JsonObject } from '../types.js';
import {
  asJson,
  defineKind,
  outputSchema,
  settingsSchema,
  TEXT_SETTING,
  WARNING,
} from './define.js';

/** Decides which label fits a text. */
export const classify = defineKind<ClassifyInput>({
  kind: 'classify',
  title: 'Classify',
  description: 'Decides which of your labels fits a text, and says how sure it is.',
  nature: 'pure',
  needsProvider: false,
  defaultTimeoutSeconds: 60,
  with: settingsSchema(
    {
      text: TEXT_SETTING,
      labels: {
        type: 'array',
        minItems: 2,
        maxItems: 50,
        title: 'Labels',
        'x-widget': 'labels',
        description:
          'What the text can be. A description and two or three examples make a label much more certain.',
        items: {
          type: 'object',
          additionalProperties: false,
          required: ['name'],
          properties: {
            name: { type: 'string', minLength: 1, maxLength: 100, title: 'Name' },
            description: {
              type: 'string',
              maxLength: 2_000,
              title: 'Description',
              description: 'What belongs here, in words that the texts would use.',
              examples: ['charges, invoices, refunds'],
            },
            examples: {
              type: 'array',
              maxItems: 20,
              title: 'Examples',
              description: 'Texts that belong here.',
              items: { type: 'string', minLength: 1, maxLength: 5_000 },
            },
          },
        },
        examples: [
          [
            { name: 'billing', description: 'charges, invoices, refunds' },
            { name: 'bug', description: 'something is broken' },
          ],
        ],
      },
      unsureLabel: {
        type: 'string',
        minLength: 1,
        maxLength: 100,
        title: 'Label when unsure',
        description:
          'The answer when no label fits well enough. Without it the best label is given, marked as unsure.',
        examples: ['other'],
      },
      threshold: {
        type: 'number',
        minimum: 0,
        maximum: 1,
        default: 0.5,
        title: 'Threshold',
        description: 'Confidence below which the answer is unsure.',
      },
    },
    ['text', 'labels'],
  ),
  output: outputSchema({
    label: { type: 'string', description: 'The chosen label, or the label for "unsure".' },
    best: { type: 'string', description: 'The best label, whether sure or not.' },
    confidence: {
      type: 'number',
      description: '0 to 1: how likely it is that the text belongs to the best label.',
    },
    margin: {
      type: 'number',
      description: 'Distance between the best and the second label, 0 to 1.',
    },
    unsure: { type: 'boolean', description: 'True when the confidence is below the threshold.' },
    scores: {
      type: 'array',
      description: 'Every label with its share, best first.',
      items: outputSchema({ label: { type: 'string' }, score: { type: 'number' } }),
    },
    warning: WARNING,
  }),
  checkWith: (settings) => findDoubleNames(settings),
  run: async (input, { services, signal }) => ({
    output: asJson(await services.builtin.classify(input, signal)),
  }),
});

function findDoubleNames({ labels }: JsonObject): Fault[] {
  if (!Array.isArray(labels)) return [];
  const names = labels.map((label) => (label as JsonObject | null)?.name);
  return names.flatMap((name, index) =>
    typeof name === 'string' && !name.includes('{{') && names.indexOf(name) < index
      ? [
          {
            pointer: `#/labels/${index}/name`,
            detail: `Another label is already called "${name}".`,
          },
        ]
      : [],
  );
}
