import { describe, expect, it } from 'vitest';
import type { JsonValue } from '@/features/tools/definition';
import { step } from '@/test/run-fixtures';
import { shapeOf } from './value-shape';

it.each<[JsonValue, string]>([
  [null, 'nothing'],
  [[], 'nothing'],
  ['Hello\nthere', 'text'],
  ['https://example.com/a', 'link'],
  ['javascript:alert(1)', 'text'],
  [0.5, 'number'],
  [false, 'flag'],
  [['a', 'b'], 'chips'],
  [['A sentence that is far too long to stand in a small box.'], 'list'],
  [['2026-11-30', '2026-12-01T09:30'], 'days'],
  [{ text: '30 November', date: '2026-11-30', end: null }, 'dates'],
  [[{ text: '€ 5', amount: 5, currency: 'EUR' }], 'money'],
  [[{ text: 'Call Ada', owner: null, due: null }], 'actions'],
  [[{ label: 'bug', score: 0.9 }], 'scores'],
  [[{ text: 'One.', score: 1, start: 0, end: 4 }], 'sentences'],
  [[{ a: 1, b: 2 }, { a: 3 }], 'table'],
  [[{ a: 1 }, 2], 'list'],
  [{ a: 1 }, 'object'],
])('%j is shown as %s', (value, shape) => expect(shapeOf(value).shape).toBe(shape));

describe('texts that come from a step', () => {
  const steps = [
    step({ kind: 'classify', output: { label: 'billing', best: 'billing' } }),
    step({ kind: 'find', output: { passage: 'We send it again.' } }),
  ];
  it('shows a label as a badge and a passage as a quote', () => {
    expect(shapeOf('billing', steps).shape).toBe('label');
    expect(shapeOf('We send it again.', steps).shape).toBe('quote');
    expect(shapeOf('something else', steps).shape).toBe('text');
  });
});
