import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { JsonValue } from '../../engine/types.js';
import { readAnswer, repairFor, schemaOf } from './structured-answer.js';

describe('readAnswer', () => {
  it.each([
    ['{"a":1}', { a: 1 }],
    ['[1,2]', [1, 2]],
    ['"text"', 'text'],
    ['```json\n{"a":1}\n```', { a: 1 }],
    ['Here you are: {"a":{"b":[1]}} I hope that helps.', { a: { b: [1] } }],
  ])('reads %j', async (text, value) => {
    expect(readAnswer(text, await schemaOf({}))).toEqual({ value, faults: [] });
  });

  it.each(['', 'no data', '{"a":', '{a:1}', '} {'])('finds no data in %j', async (text) => {
    expect(readAnswer(text, await schemaOf({})).faults).toEqual([
      { pointer: '#', detail: 'is not JSON' },
    ]);
  });

  it('reads back whatever JSON there is', async () => {
    const schema = await schemaOf({});
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4, noNullPrototype: true } as object), (value) => {
        const text = JSON.stringify(value);
        fc.pre(!/"(__proto__|constructor|prototype|_jsonata_[^"]*)":/.test(text));
        expect(readAnswer(text, schema).value).toEqual(JSON.parse(text) as JsonValue);
      }),
    );
  });

  it('refuses keys that reach an object’s prototype', async () => {
    const { faults } = readAnswer('{"a":{"__proto__":{"x":1}}}', await schemaOf({}));
    expect(faults).toMatchObject([{ pointer: '#/a/__proto__' }]);
  });

  it('names the places that do not match', async () => {
    const schema = await schemaOf({
      type: 'object',
      properties: { n: { type: 'integer' }, kind: { enum: ['a', 'b'] } },
      required: ['n', 'kind'],
    });
    const { faults } = readAnswer('{"kind":"c"}', schema);
    expect(faults.map(({ pointer }) => pointer)).toEqual(expect.arrayContaining(['#/n', '#/kind']));
    expect(repairFor(faults)).toContain('#/kind must be one of "a", "b"');
  });

  it('is not slow on long text without data', async () => {
    const schema = await schemaOf({});
    expect(readAnswer('`'.repeat(500_000) + '{'.repeat(500_000), schema).faults).toHaveLength(1);
  });
});

describe('schemaOf', () => {
  it('gives the same compiled form for the same schema', async () => {
    expect(await schemaOf({ type: 'string', minLength: 1 })).toBe(
      await schemaOf({ minLength: 1, type: 'string' }),
    );
  });

  it('refuses what cannot be compiled', async () => {
    await expect(schemaOf({ $ref: '#/nowhere' })).rejects.toMatchObject({
      code: 'settings-invalid',
    });
  });
});
