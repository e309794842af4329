import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { findJsonProblem } from '../json.js';
import type { JsonValue } from '../types.js';
import { ExpressionError, ExpressionFault } from './errors.js';
import { parseExpression } from './expression.js';

/** Any expression of the language over a few names, valid in form and mostly senseless. */
const anyExpression = fc.letrec<{ e: string }>((tie) => {
  const e = tie('e');
  const part = (...parts: (string | fc.Arbitrary<string>)[]) =>
    fc
      .tuple(...parts.map((piece) => (typeof piece === 'string' ? fc.constant(piece) : piece)))
      .map((list) => list.join(''));
  const infix = fc.constantFrom(
    '+',
    '-',
    '*',
    '/',
    '%',
    '&',
    '=',
    '!=',
    '<',
    '>=',
    ' and ',
    ' or ',
    ' in ',
    '..',
    '.',
    '~>',
    '??',
    '?:',
  );
  const unary = fc.constantFrom(
    'sum',
    'count',
    'max',
    'string',
    'length',
    'keys',
    'spread',
    'merge',
    'reverse',
    'distinct',
    'shuffle',
    'boolean',
    'not',
    'number',
    'type',
    'exists',
    'sort',
    'trim',
    'uppercase',
    'abs',
    'sqrt',
    'clone',
    'base64encode',
    'base64decode',
    'toMillis',
    'fromMillis',
    'error',
  );
  const binary = fc.constantFrom(
    'append',
    'lookup',
    'join',
    'split',
    'contains',
    'pad',
    'substring',
    'power',
    'round',
    'zip',
    'formatNumber',
    'assert',
  );
  const higher = fc.constantFrom('map', 'filter', 'reduce', 'each', 'sift', 'single', 'sort');
  return {
    e: fc.oneof(
      { maxDepth: 5, withCrossShrink: true },
      fc.constantFrom(
        'inputs',
        'inputs.a',
        'inputs.list',
        'inputs.list.n',
        'inputs.f',
        'inputs.mark',
        'steps.s',
        '$',
        '$$',
        '*',
        '**',
        '$x',
        '$y',
        '1',
        '0',
        '-2',
        '"s"',
        'null',
        'true',
        '[]',
        '{}',
        '/a+/',
        '$now()',
        '$random()',
        'a',
        'n',
        '__proto__',
        'constructor',
        '[1..5]',
      ),
      part('(', e, infix, e, ')'),
      part('(', e, ' ? ', e, ' : ', e, ')'),
      part('[', e, ', ', e, ']'),
      part('{"k": ', e, ', $string(', e, '): ', e, '}'),
      part('(', e, ')[', e, ']'),
      part('(', e, ')^(', e, ')'),
      part('(', e, '){"k": ', e, '}'),
      part('(', e, ')@$x.', e),
      part('(', e, ')#$x[', e, ']'),
      part('(', e, ')[]'),
      part('($x := ', e, '; $y := ', e, '; ', e, ')'),
      part('(function($x, $y) { ', e, ' })(', e, ', ', e, ')'),
      part('($x := function($y) { ', e, ' }; $x(', e, '))'),
      part('(', e, ' ~> |', e, '|{"k": ', e, '}, "a"|)'),
      part('$', unary, '(', e, ')'),
      part('$', binary, '(', e, ', ', e, ')'),
      part('$', higher, '(', e, ', function($x, $y) { ', e, ' })'),
      part('$replace(', e, ', ', e, ', ', e, ')'),
      part('$pad(?, 3)(', e, ')'),
      part('-', e),
    ),
  };
}).e;

/** Data with values that look like the interpreter's own. */
const dataOf = () => ({
  inputs: {
    a: 'text aaa',
    list: [1, 'x', null, { n: 1, list: [{ n: [2] }] }, [4, [5]], []],
    empty: [],
    f: {
      _jsonata_lambda: true,
      _jsonata_function: true,
      implementation: 'x',
      body: { type: 'value' },
      arguments: [],
    },
    mark: { then: 1, next: 2, sequence: true, cons: true, tupleStream: true, outerWrapper: true },
  } as JsonValue,
  steps: { s: { label: 'x', a: [1, 2] } as JsonValue },
});

it('any expression gives plain JSON or a clear error, and leaves its data as it was', async () => {
  await fc.assert(
    fc.asyncProperty(anyExpression, async (source) => {
      // `$x` and `$y` may be mentioned outside of where they are set.
      const bound = `($x := 1; $y := 2; ${source})`;
      const data = dataOf();
      try {
        const result = await parseExpression(bound).evaluate(data, {
          now: new Date(0),
          seed: 'seed',
        });
        if (result !== undefined) {
          expect(findJsonProblem(result, Infinity)).toBeNull();
          expect(JSON.parse(JSON.stringify(result))).toStrictEqual(result);
        }
      } catch (error) {
        if (!(error instanceof ExpressionFault) && !(error instanceof ExpressionError)) throw error;
        expect(error.message.length).toBeLessThan(700);
      }
      expect(data).toStrictEqual(dataOf());
    }),
    { numRuns: 2_000 },
  );
});
