import { describe, expect, it } from '@jest/globals';
import { checkSchema, checkValue, compileSchema } from './schema.js';
import type { JsonObject, JsonValue } from './types.js';

const object = (properties: JsonObject, more: JsonObject = {}): JsonObject => ({
  type: 'object',
  properties,
  ...more,
});

describe('a schema of a maker', () => {
  it('may use all of draft 2020-12 that looks only at itself', () => {
    const schema = object(
      {
        email: { type: 'string', format: 'email', title: 'E-mail', 'x-widget': 'textarea' },
        lines: { type: 'array', items: { $ref: '#/$defs/line' }, uniqueItems: true, minItems: 1 },
        pair: { prefixItems: [{ type: 'string' }, true], items: false },
        choice: { oneOf: [{ const: 1 }, { enum: ['a', null] }] },
      },
      {
        $defs: { line: { type: 'object', properties: { n: { type: 'number' } } } },
        required: ['email'],
      },
    );
    expect(checkSchema(schema, '#/inputs')).toEqual([]);
  });

  it.each<[string, JsonObject, string]>([
    ['an unknown keyword', object({ a: { typ: 'string' } }), '#/properties/a/typ'],
    ['a wrong type', object({ a: { type: 'strin' } }), '#/properties/a/type'],
    ['a wrong keyword value', object({ a: { minimum: 'one' } }), '#/properties/a/minimum'],
    [
      'a remote reference',
      object({ a: { $ref: 'https://example.com/s.json' } }),
      '#/properties/a/$ref',
    ],
    ['a dangling reference', object({ a: { $ref: '#/$defs/none' } }), '#/properties/a/$ref'],
    ['a dynamic reference', object({ a: { $dynamicRef: '#x' } }), '#/properties/a/$dynamicRef'],
    ['an id', object({ a: { $id: 'x' } }), '#/properties/a/$id'],
    [
      'recursion',
      object({ a: { $ref: '#/$defs/n' } }, { $defs: { n: { anyOf: [{ $ref: '#/$defs/n' }] } } }),
      '#/$defs',
    ],
    ['a pattern with lookahead', object({ a: { pattern: '(?=a)b' } }), '#/properties/a/pattern'],
    [
      'a pattern that repeats too much',
      object({ a: { pattern: '((a{30}){30}){2}' } }),
      '#/properties/a/pattern',
    ],
    ['a bad name pattern', object({}, { patternProperties: { '(': {} } }), '#/patternProperties/('],
    ['an unknown format', object({ a: { format: 'phone' } }), '#/properties/a/format'],
    [
      'another draft',
      object({}, { $schema: 'http://json-schema.org/draft-07/schema#' }),
      '#/$schema',
    ],
    ['a list of schemas that is none', object({ a: { anyOf: {} } }), '#/properties/a/anyOf'],
    [
      'a forbidden name',
      JSON.parse('{"type":"object","properties":{"__proto__":{}}}') as JsonObject,
      '#/properties/__proto__',
    ],
  ])('may not hold %s', (_what, schema, pointer) => {
    expect(checkSchema(schema, '#')).toEqual([{ pointer, detail: expect.any(String) }]);
  });

  it('may not multiply its definitions', () => {
    const $defs: JsonObject = { d0: { type: 'string' } };
    for (let n = 1; n < 20; n++)
      $defs[`d${n}`] = { allOf: [{ $ref: `#/$defs/d${n - 1}` }, { $ref: `#/$defs/d${n - 1}` }] };
    expect(
      checkSchema(object({ a: { $ref: '#/$defs/d19' } }, { $defs }), '#')[0]?.detail,
    ).toContain('more than 2000 parts');
  });

  it('may not be nested without end', () => {
    let schema: JsonObject = { type: 'string' };
    for (let n = 0; n < 40; n++) schema = { type: 'array', items: schema };
    expect(checkSchema(schema, '#')[0]?.detail).toContain('nested');
  });
});

describe('a compiled schema', () => {
  const check = (schema: JsonObject, value: JsonValue) => compileSchema(schema).check(value);

  it('names the place and the rule of each fault', () => {
    const schema = object(
      {
        name: { type: 'string', maxLength: 3 },
        kind: { enum: ['a', 'b'] },
        'a/b': { type: ['integer', 'null'] },
      },
      { required: ['name', 'kind'], additionalProperties: false },
    );
    expect(check(schema, { name: 'long one', 'a/b': 'x', more: 1 }).faults).toEqual([
      { pointer: '#/kind', detail: 'is required' },
      { pointer: '#/more', detail: 'is not known here' },
      { pointer: '#/name', detail: 'must NOT have more than 3 characters' },
      { pointer: '#/a~1b', detail: 'must be a whole number or null' },
    ]);
    expect(check(schema, { name: 'x', kind: 'c' }).faults).toEqual([
      { pointer: '#/kind', detail: 'must be one of "a", "b"' },
    ]);
  });

  it('puts defaults into a copy', () => {
    const given = {};
    expect(check(object({ tone: { type: 'string', default: 'kind' } }), given).value).toEqual({
      tone: 'kind',
    });
    expect(given).toEqual({});
  });

  it('keeps patterns apart and runs them in linear time', () => {
    const schema = object({
      a: { type: 'string', pattern: '^(a+)+$' },
      b: { type: 'string', pattern: '^b$' },
    });
    expect(check(schema, { a: `${'a'.repeat(50_000)}!`, b: 'b' }).faults).toEqual([
      { pointer: '#/a', detail: expect.stringContaining('pattern') },
    ]);
    expect(check(schema, { a: 'aa', b: 'a' }).faults).toEqual([
      { pointer: '#/b', detail: expect.stringContaining('pattern') },
    ]);
  });

  it('finds the same item twice, in a long list too', () => {
    const schema = object({ list: { type: 'array', uniqueItems: true } });
    const list = Array.from({ length: 20_000 }, (_, n) => ({ n }));
    expect(check(schema, { list }).faults).toEqual([]);
    expect(
      check(schema, {
        list: [
          { a: 1, b: 2 },
          { b: 2, a: 1 },
        ],
      }).faults,
    ).toEqual([{ pointer: '#/list', detail: expect.stringContaining('twice') }]);
  });

  it.each<[string, string, string]>([
    ['date', '2026-02-28', '2026-02-30'],
    ['date-time', '2026-11-21T10:00:00Z', '2026-11-21 25:00'],
    ['email', 'ada@example.com', `${'a'.repeat(60_000)}@`],
    ['uri', 'https://example.com/x', 'not a uri'],
    ['regex', 'a+', '(?=a)'],
    ['uuid', '0190a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b', 'x'],
  ])('checks the format %s', (format, good, bad) => {
    const schema = object({ v: { type: 'string', format } });
    expect(check(schema, { v: good }).faults).toEqual([]);
    expect(check(schema, { v: bad }).faults).toHaveLength(1);
  });
});

describe('a value', () => {
  it('is refused when it is too large, too deep, or has a forbidden key', () => {
    let deep: JsonValue = 1;
    for (let n = 0; n < 200; n++) deep = [deep];
    expect(checkValue({ a: 'x'.repeat(1_000_001) })[0]?.detail).toContain('larger than');
    expect(checkValue(deep)[0]?.detail).toContain('levels deep');
    expect(checkValue(JSON.parse('{"a":[{"__proto__":{"x":1}}]}') as JsonValue)).toEqual([
      { pointer: '#/a/0/__proto__', detail: expect.stringContaining('not allowed') },
    ]);
  });
});
