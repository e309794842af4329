import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import jsonata from 'jsonata';
import { findJsonProblem } from '../json.js';
import type { JsonValue } from '../types.js';
import { ExpressionError, ExpressionFault } from './errors.js';
import { parseExpression } from './expression.js';
import type { RunScope } from './functions.js';

const scope: Readonly<RunScope> = Object.freeze({
  now: new Date('2026-11-21T12:00:00Z'),
  seed: 'run step',
});
const evaluate = async (
  source: string,
  inputs: JsonValue = {},
  steps: Record<string, JsonValue> = {},
) => parseExpression(source).evaluate({ inputs, steps }, { ...scope });
const failure = async (source: string, inputs?: JsonValue): Promise<ExpressionError> => {
  const error = await evaluate(source, inputs).then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ExpressionError);
  return error as ExpressionError;
};

describe('an expression', () => {
  it.each<[string, JsonValue | undefined]>([
    ['inputs.order.lines.price', [2, 3]],
    ['inputs.order.lines[price > 2].name', 'pen'],
    ['$sum(inputs.order.lines.price)', 5],
    ['steps.team.label = "bug" ? "red" : "green"', 'red'],
    ['inputs.missing', undefined],
    ['inputs.missing ?? "none"', 'none'],
    ['inputs.order.lines^(>price).name', ['pen', 'ink']],
    ['{ "total": $sum(inputs.order.lines.price), "gone": inputs.missing }', { total: 5 }],
    ['$sort(inputs.order.lines, function($a, $b) { $a.price < $b.price }).name', ['pen', 'ink']],
    ['$distinct([1, 1, {"a": 1, "b": 2}, {"b": 2, "a": 1}])', [1, { a: 1, b: 2 }]],
    ['$pad("x", -4, "ab")', 'abax'],
    ['$join(["a", "b"], "-")', 'a-b'],
    [
      '$zip([1, 2], [3, 4])',
      [
        [1, 3],
        [2, 4],
      ],
    ],
    ['($p := $pad(?, 3, "."); $p("x"))', 'x..'],
    ['$replace("A-1 B-2", /([A-Z])-(\\d)/, "$2$1")', '1A 2B'],
    ['$split("a1b22c", /\\d+/)', ['a', 'b', 'c']],
    ['$toMillis("2026-11-21", "[Y0001]-[M01]-[D01]")', Date.parse('2026-11-21')],
    [
      'inputs.order ~> |lines[price > 2]|{"name": "pencil"}|',
      {
        lines: [
          { name: 'ink', price: 2 },
          { name: 'pencil', price: 3 },
        ],
      },
    ],
    ['inputs.none{"count": 1}', { count: 1 }],
  ])('%s', async (source, expected) => {
    const inputs = {
      order: {
        lines: [
          { name: 'ink', price: 2 },
          { name: 'pen', price: 3 },
        ],
      },
      none: [],
    };
    expect(await evaluate(source, inputs, { team: { label: 'bug' } })).toEqual(expected);
    expect(inputs.none).toEqual([]);
    expect(inputs.order.lines[1]?.name).toBe('pen');
  });

  it('takes clock and dice from the run', async () => {
    expect(await evaluate('$now()')).toBe('2026-11-21T12:00:00.000Z');
    expect(await evaluate('$millis()')).toBe(scope.now.getTime());
    for (const source of ['$random()', '$shuffle([1..20])', '[$random(), $random()]']) {
      expect(await evaluate(source)).toEqual(await evaluate(source));
    }
    const [first, second] = (await evaluate('[$random(), $random()]')) as number[];
    expect(first).not.toBe(second);
    const elsewhere = await parseExpression('$random()', '#/other').evaluate(
      { inputs: {}, steps: {} },
      { ...scope },
    );
    expect(elsewhere).not.toBe(await evaluate('$random()'));
  });

  it('names itself and the place in its error', async () => {
    const error = await failure('inputs.a + inputs.b', { a: 1, b: 'x' });
    expect(error.code).toBe('expression-failed');
    expect(error.message).toContain('right side of the "+" operator');
    expect(error.message).toContain('inputs.a + inputs.b');
    expect(error.details).toMatchObject({ expression: 'inputs.a + inputs.b', position: 10 });
  });

  it.each([
    ['inputs.a +', 'cannot be read'],
    ['', 'is empty'],
    ['$eval("1")', '$eval, which is not available'],
    ['$uppercas(inputs.a)', 'did you mean "$uppercase"?'],
    ['$total', 'uses $total, which does not exist'],
    ['$match(inputs.a, /(?=x)y/)', 'RE2 cannot run'],
    ['(((((a ?: b) ?: c) ?: d) ?: e) ?: f)', 'nests `?:`'],
  ])('is refused when it is read: %s', (source, message) => {
    expect(() => parseExpression(source)).toThrow(ExpressionFault);
    expect(() => parseExpression(source)).toThrow(message);
  });

  it('is refused when it is too large for the parser', () => {
    const nested = `${'('.repeat(200)}1${')'.repeat(200)}`;
    for (const source of [nested, `1${' + 1'.repeat(900)}`])
      expect(() => parseExpression(source)).toThrow('nested');
    expect(() => parseExpression('x'.repeat(10_001))).toThrow('longer than');
  });

  it('ends when its run is aborted', async () => {
    const aborting = new AbortController();
    setImmediate(() => aborting.abort(new Error('cancelled')));
    const endless = parseExpression('($f := function($n) { $f($n + 1) }; $f(1))');
    const error = await Promise.resolve(
      endless.evaluate({ inputs: {}, steps: {} }, { ...scope, signal: aborting.signal }),
    ).catch((reason: unknown) => reason);
    expect(String((error as Error).cause)).toContain('cancelled');
  });
});

describe('a plain reference', () => {
  const json = fc.letrec<{ value: JsonValue }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom<JsonValue>(null, true, 0, 1.5, '', 'text'),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('value')),
    ),
  })).value;

  it('gives what JSONata gives', async () => {
    const path = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(json, path, async (inputs, names) => {
        const source = ['inputs', ...names].join('.');
        const reference: unknown = await jsonata(source).evaluate({ inputs, steps: {} });
        expect(await evaluate(source, inputs)).toEqual(
          reference === undefined ? undefined : JSON.parse(JSON.stringify(reference)),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('reads own properties only', async () => {
    for (const name of ['constructor', '__proto__', 'toString', 'a.constructor', 'a.__proto__.x']) {
      expect(await evaluate(`inputs.${name}`, { a: {} })).toBeUndefined();
    }
  });
});

describe('a result', () => {
  const value = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<JsonValue>;
  const wrap = fc.constantFrom(
    'inputs',
    '[inputs]',
    '{"k": inputs}',
    '$string(inputs)',
    '$keys(inputs)',
    '$spread(inputs)',
    'inputs.*',
    'inputs.**',
    '$type(inputs)',
    '$append(inputs, inputs)',
    '[inputs, function($x) { $x }]',
    '{"f": $sum, "v": inputs}',
    '$boolean(inputs)',
    '$reverse([inputs])',
    '$map([inputs], function($v, $i) { {"i": $i, "v": $v} })',
    '$merge([{"a": inputs}])',
    'inputs[0]',
    'inputs[-1]',
  );

  it('is plain JSON', async () => {
    await fc.assert(
      fc.asyncProperty(value, wrap, async (inputs, source) => {
        if (findJsonProblem(inputs)) return;
        const result = await evaluate(source, inputs).catch((error: unknown) => {
          expect(error).toBeInstanceOf(ExpressionError);
          return null;
        });
        if (result === undefined) return;
        expect(JSON.parse(JSON.stringify(result))).toEqual(result);
        const first = (list: JsonValue): object => (Array.isArray(list) ? list : [list]);
        expect(
          Object.getOwnPropertyNames(first(result)).filter((name) => !/^\d+$|^length$/.test(name)),
        ).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    '{"__proto__": 1}',
    '{"constructor": 1}',
    '{"prototype": 1}',
    '[{"a": {"__proto__": []}}]',
    '1/0',
    '{"_jsonata_lambda": true}',
  ])('is refused: %s', async (source) => {
    expect((await failure(source)).code).toBe('expression-failed');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('may be a value that looks like a function of the interpreter', async () => {
    const forged = {
      _jsonata_lambda: true,
      arguments: [],
      body: { type: 'value', value: 1 },
      environment: null,
    };
    expect((await failure('inputs.f()', { f: forged })).code).toBe('expression-failed');
    expect(await evaluate('[inputs.f]', { f: forged })).toEqual([]);
  });
});

describe('a hostile expression ends in an error', () => {
  const text = 'a'.repeat(200_000);
  it.each<[string, string]>([
    ['($f := function($n) { $f($n + 1) }; $f(1))', 'expression-timeout'],
    ['($f := function($n) { 1 + $f($n + 1) }; $f(1))', 'expression-depth'],
    [
      '($f := function($n, $s) { $n = 0 ? $s : $f($n - 1, $s & $s) }; $f(60, "ab"))',
      'expression-size',
    ],
    [
      '($f := function($n, $s) { $n = 0 ? $s : $f($n - 1, {"a": $s, "b": $s}) }; $f(60, 1))',
      'expression-size',
    ],
    [
      '($f := function($n, $s) { $n = 0 ? $s : $f($n - 1, [[$s]]) }; $f(300, 1))',
      'expression-depth',
    ],
    [
      '($f := function($n, $v) { $n = 0 ? $v : $f($n - 1, $v ~> |$|{"a": $v, "b": $v}|) }; $f(60, {"x": 1}))',
      'expression-size',
    ],
    ['[1..1e7]', 'expression-size'],
    ['[1..10000].([1..10000])', 'expression-size'],
    ['$pad("x", 1e9)', 'expression-size'],
    ['[1..10000].$pad("x", 1e6)', 'expression-size'],
    ['$join([1..10000].$string(), inputs.text)', 'expression-size'],
    ['$replace(inputs.text, "a", inputs.text)', 'expression-size'],
    ['$fromMillis(0, "[Y,99999999]")', 'expression-size'],
    [
      '$toMillis("1111111111111111111111111111111111x", "[Y][M][D][H][m][s][f][d]")',
      'expression-size',
    ],
    [
      '$map([1..10000], function($x) { $map([1..10000], function($y) { $x * $y }) })',
      'expression-timeout',
    ],
    ['($a := [1..10000]; $a@$x.$a@$y.{"p": $x * $y})', 'expression-size'],
    ['inputs.**.**.**.**', 'expression-size'],
  ])('%s', async (source, code) => {
    const list = Array.from({ length: 4_000 }, (_, n) => ({ n }));
    // On a busy machine the clock may be faster than the count.
    expect([code, 'expression-timeout']).toContain((await failure(source, { text, list })).code);
  });

  it('lets other work go on meanwhile', async () => {
    let turns = 0;
    let isRunning = true;
    const count = () => {
      turns++;
      if (isRunning) setImmediate(count);
    };
    setImmediate(count);
    await failure('($f := function($n) { $f($n + 1) }; $f(1))');
    isRunning = false;
    expect(turns).toBeGreaterThan(3);
  });

  it('cannot be made slow by a pattern', async () => {
    expect(await evaluate('$contains(inputs.text, /(a+)+$/)', { text: `${text}b` })).toBe(false);
    expect(await evaluate('$contains(inputs.text, /(a|aa)+c/)', { text })).toBe(false);
  });
});
