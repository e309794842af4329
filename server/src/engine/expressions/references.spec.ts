import { describe, expect, it } from '@jest/globals';
import { parseExpression } from './expression.js';

const read = (source: string) => {
  const { inputs, steps, whole, unknown, inner } = parseExpression(source).references;
  return { inputs: [...inputs], steps: [...steps], whole, unknown: [...unknown], inner };
};

describe('references', () => {
  it.each<[string, string[], string[]]>([
    ['inputs.a & steps.b.c', ['a'], ['b']],
    ['$$.steps.b.c', [], ['b']],
    ['$.steps.b', [], ['b']],
    ['steps."b".c', [], ['b']],
    ['steps.`b`', [], ['b']],
    ['inputs', [], []],
    ['$map(inputs.list, function($x) { $x.n + steps.b.n })', ['list'], ['b']],
    ['inputs.list[n = $$.steps.b.n]', ['list'], ['b']],
    ['inputs.list^(n).{"x": $$.inputs.y}', ['list', 'y'], []],
    ['{ "a": steps.b, "c": [steps.d, inputs.e ? steps.f : steps.g] }', ['e'], ['b', 'd', 'f', 'g']],
    ['($x := steps.b; $y := $x.c; $y ~> $string())', [], ['b']],
    ['inputs.steps.b', ['steps'], []],
    ['steps.b.steps.c', [], ['b']],
    ['$lookup(inputs, "a")', [], []],
    ['steps.b{ kind: $sum(price) }', [], ['b']],
    ['"steps.b"', [], []],
  ])('%s', (source, inputs, steps) => {
    expect(read(source)).toEqual({ inputs, steps, whole: null, unknown: [], inner: [] });
  });

  it.each([
    'steps',
    '$$',
    '$',
    '$keys(steps)',
    '$lookup(steps, "b")',
    '$lookup("steps")',
    '$string()',
    '$each(function($v) { $v })',
    '*',
    '**.label',
    '$.*',
    'steps.*',
    'steps.*.label',
    '($s := steps; $s.b)',
    'inputs.%.steps.b',
    '(steps).b',
    'steps[0]',
    '$$ ~> |steps|{}|',
    '$spread($$)',
    '($r := $$; $r.steps.b)',
    'steps@$s.b',
    'steps{"a": b}',
  ])('reads the steps as a whole: %s', (source) => {
    expect(read(source).whole).toEqual(expect.any(String));
  });

  it('finds names that do not exist at the root', () => {
    expect(read('billing').unknown).toEqual(['billing']);
    expect(read('input.a & step.b').unknown).toEqual(['input', 'step']);
  });

  it('finds names that were meant for the root', () => {
    expect(read('inputs.list[id = steps.b.id]').inner).toEqual([{ root: 'steps', name: 'b' }]);
    expect(read('inputs.list.(inputs.a)').inner).toEqual([{ root: 'inputs', name: 'a' }]);
  });
});
