import { EXTRACT_KINDS, FIELD_SHAPES, type ExtractInput } from '../builtin-ai.js';
import { isJsonObject } from '../json.js';
import { compilePattern } from '../regex.js';
import type { Fault, JsonObject } from '../types.js';
import {
  asJson,
  defineKind,
  outputSchema,
  settingsSchema,
  TEXT_SETTING,
  WARNING,
} from './define.js';

const LIST_OF_TEXTS: JsonObject = { type: 'array', items: { type: 'string' } };

/** Pulls facts out of a text: names, dates, amounts, addresses, action items and own fields. */
export const extract = defineKind<Omit<ExtractInput, 'now'>>({
  kind: 'extract',
  title: 'Extract',
  description:
    'Pulls people, places, dates, amounts, addresses, action items and your own fields out of a text.',
  nature: 'pure',
  needsProvider: false,
  defaultTimeoutSeconds: 60,
  with: settingsSchema(
    {
      text: TEXT_SETTING,
      what: {
        type: 'array',
        uniqueItems: true,
        title: 'What',
        items: { enum: [...EXTRACT_KINDS] },
        description:
          'What to look for. All of it when nothing is chosen and no fields are asked for.',
        examples: [['people', 'dates', 'actionItems']],
      },
      fields: {
        type: 'array',
        maxItems: 50,
        title: 'Own fields',
        description: 'Values of your own, such as an order number.',
        items: {
          type: 'object',
          additionalProperties: false,
          required: ['name'],
          properties: {
            name: {
              type: 'string',
              pattern: '^[A-Za-z][A-Za-z0-9_]{0,63}$',
              title: 'Name',
              description: "Key in the output's fields.",
              examples: ['orderNumber'],
            },
            near: {
              type: 'array',
              maxItems: 20,
              title: 'Near',
              items: { type: 'string', minLength: 1, maxLength: 100 },
              description:
                'Words that stand before the value or close to it. The name, split into words, when empty.',
              examples: [['order', 'order number']],
            },
            shape: {
              type: 'string',
              minLength: 1,
              maxLength: 100,
              default: 'code',
              title: 'Shape',
              description: `What the value looks like: ${FIELD_SHAPES.join(', ')}, or an example such as "A-12345".`,
              examples: ['A-12345', 'date'],
            },
            pattern: {
              type: 'string',
              maxLength: 1_000,
              title: 'Pattern',
              description:
                'For experts: an RE2 regular expression in place of a shape; its first group is the value.',
              examples: ['([A-Z]{2}\\d{6})'],
            },
          },
        },
        examples: [[{ name: 'orderNumber', near: ['order', 'order number'], shape: 'A-12345' }]],
      },
    },
    ['text'],
  ),
  output: {
    type: 'object',
    description:
      'Every kind that was asked for is there, as a list without doubles; an empty list means none.',
    required: ['fields', 'allFields', 'warning'],
    properties: {
      people: LIST_OF_TEXTS,
      places: LIST_OF_TEXTS,
      organisations: LIST_OF_TEXTS,
      dates: {
        type: 'array',
        items: outputSchema({
          text: { type: 'string', description: 'As it stands in the text.' },
          date: {
            type: 'string',
            description: '2026-11-30, or 2026-11-30T15:00 when the text gives a time.',
          },
          end: {
            type: ['string', 'null'],
            description: 'End of a range; null when it is not a range.',
          },
        }),
      },
      money: {
        type: 'array',
        items: outputSchema({
          text: { type: 'string' },
          amount: { type: 'number' },
          currency: { type: 'string', description: 'ISO 4217 code.' },
        }),
      },
      emails: LIST_OF_TEXTS,
      phones: LIST_OF_TEXTS,
      urls: LIST_OF_TEXTS,
      actionItems: {
        type: 'array',
        items: outputSchema({
          text: { type: 'string', description: 'The sentence that asks or promises something.' },
          owner: {
            type: ['string', 'null'],
            description: 'Who is to do it, when the text says so.',
          },
          due: {
            type: ['string', 'null'],
            description: 'By when; null when the text does not say.',
          },
        }),
      },
      fields: {
        type: 'object',
        description: 'First value of each own field; null when it is not in the text.',
        additionalProperties: { type: ['string', 'null'] },
      },
      allFields: {
        type: 'object',
        description: 'Every value of each own field.',
        additionalProperties: LIST_OF_TEXTS,
      },
      warning: WARNING,
    },
  },
  checkWith: findFieldFaults,
  run: async (input, { services, signal, now }) => {
    const { what, ...rest } = input;
    const asked = what && what.length > 0 ? input : rest;
    return {
      output: asJson(await services.builtin.extract({ ...asked, now: now.toISOString() }, signal)),
    };
  },
});

function findFieldFaults({ fields }: JsonObject): Fault[] {
  if (!Array.isArray(fields)) return [];
  return fields.flatMap((field, index): Fault[] => {
    const pattern = isJsonObject(field) ? field.pattern : undefined;
    if (typeof pattern !== 'string' || pattern.includes('{{')) return [];
    try {
      compilePattern(pattern);
      return [];
    } catch (error) {
      return [
        {
          pointer: `#/fields/${index}/pattern`,
          detail: `It is a pattern that ${(error as Error).message}.`,
        },
      ];
    }
  });
}
