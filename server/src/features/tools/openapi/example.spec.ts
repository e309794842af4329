import { describe, expect, it } from '@jest/globals';
import type { JsonObject, JsonValue } from '../../../engine/types.js';
import { exampleOf } from './example.js';

describe('an example for a schema', () => {
  it.each<[JsonObject, JsonValue]>([
    [{ type: 'string', examples: ['mine'], default: 'other' }, 'mine'],
    [{ type: 'string', default: 'other' }, 'other'],
    [{ enum: ['slow', 'fast'] }, 'slow'],
    [{ const: 3 }, 3],
    [{ type: 'string', title: 'City' }, 'City'],
    [{ type: 'string', title: 'City', minLength: 6, maxLength: 8 }, 'City..'],
    [{ type: 'string', title: 'A long title', maxLength: 6 }, 'A long'],
    [{ type: 'string', format: 'email' }, 'ada@example.com'],
    [{ type: 'integer', minimum: 5 }, 5],
    [{ type: 'integer', exclusiveMinimum: 5 }, 6],
    [{ type: 'number', maximum: -2 }, -2],
    [{ type: 'boolean' }, true],
    [{ type: ['string', 'null'] }, 'text'],
    [{ anyOf: [{ type: 'null' }, { type: 'string' }] }, null],
    [{ type: 'array', items: { type: 'boolean' }, minItems: 2 }, [true, true]],
    [{ type: 'array', minItems: 1_000_000 }, Array(10).fill('text')],
    [
      {
        type: 'object',
        $defs: { name: { type: 'string', title: 'Name' } },
        properties: {
          name: { $ref: '#/$defs/name' },
          rest: { type: 'string' },
          count: { default: 2 },
        },
        required: ['name'],
      },
      { name: 'Name', count: 2 },
    ],
  ])('%j gives %j', (schema, example) => expect(exampleOf(schema)).toEqual(example));
});
