import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SLUG, slugOf, withSuffix } from './slug.js';

describe('slugOf', () => {
  it.each([
    ['Ada Lovelace', 'ada-lovelace'],
    ['  Crème brûlée & Co. ', 'creme-brulee-co'],
    ['日本', 'workspace'],
    ['x', 'workspace'],
    ['A'.repeat(60), 'a'.repeat(40)],
  ])('makes of %s: %s', (name, slug) => expect(slugOf(name)).toBe(slug));

  it('always makes a valid slug, also with a suffix', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (name) => {
        expect(slugOf(name)).toMatch(SLUG);
        expect(withSuffix(slugOf(name))).toMatch(SLUG);
      }),
    );
  });
});

describe('SLUG', () => {
  it.each(['ab', 'a1', 'my-team-2'])('takes %s', (slug) => expect(slug).toMatch(SLUG));
  it.each(['a', '-ab', 'ab-', 'a--b', 'Ab', 'a b', 'a'.repeat(49), 'ab\n'])('refuses %j', (slug) =>
    expect(slug).not.toMatch(SLUG),
  );
});
