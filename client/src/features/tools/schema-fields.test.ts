import { describe, expect, it } from 'vitest';
import type { Schema } from './definition';
import { defaultInputs, exampleInputs, fieldKind, humanize, schemaFields } from './schema-fields';

it.each<[Schema, ReturnType<typeof fieldKind>]>([
  [{ type: 'string' }, 'text'],
  [{ type: 'string', maxLength: 20_000 }, 'longText'],
  [{ type: 'string', 'x-widget': 'textarea' }, 'longText'],
  [{ type: 'string', format: 'date' }, 'date'],
  [{ enum: ['a', 'b'] }, 'choice'],
  [{ type: ['integer', 'null'] }, 'number'],
  [{ type: 'boolean' }, 'boolean'],
  [{ type: 'array', items: { type: 'string' } }, 'texts'],
  [{ type: 'array', items: { enum: ['a'] } }, 'choices'],
  [{ type: 'array', items: { type: 'object', properties: { a: {} } } }, 'objects'],
  [{ type: 'object', properties: { a: {} } }, 'object'],
  [{ type: 'object', additionalProperties: { type: 'string' } }, 'keyValue'],
  [{ type: 'object', 'x-widget': 'key-value' }, 'keyValue'],
  [{ 'x-widget': 'json' }, 'json'],
  [{ type: 'object', 'x-widget': 'schema' }, 'json'],
  [{}, 'json'],
])('%j is edited as %s', (schema, kind) => expect(fieldKind(schema)).toBe(kind));

describe('inputs of a schema', () => {
  const schema: Schema = {
    type: 'object',
    required: ['email', 'urgent', 'team'],
    properties: {
      email: { type: 'string', examples: ['Where is my parcel?'] },
      urgent: { type: 'boolean' },
      team: { enum: ['billing', 'bug'], default: 'bug' },
      note: { type: 'string' },
    },
  };
  it('keeps the order of the schema and knows what is required', () => {
    expect(schemaFields(schema).map(({ name, required }) => [name, required])).toEqual([
      ['email', true],
      ['urgent', true],
      ['team', true],
      ['note', false],
    ]);
  });
  it('begins a form with the defaults', () =>
    expect(defaultInputs(schema)).toEqual({ team: 'bug' }));
  it('documents what is required, with examples where there are any', () =>
    expect(exampleInputs(schema)).toEqual({
      email: 'Where is my parcel?',
      urgent: true,
      team: 'bug',
    }));
});

it.each([
  ['orderNumber', 'Order number'],
  ['first_name', 'First name'],
  ['url', 'Url'],
])('%s reads %s', (name, words) => expect(humanize(name)).toBe(words));
