import { describe, expect, it } from '@jest/globals';
import { freeSlug, SLUG, slugOf } from './slug.js';

describe('slugs', () => {
  it.each([
    ['Support inbox triage', 'support-inbox-triage'],
    ['  Détails & Co. ', 'details-co'],
    ['Ελληνικά', 'tool'],
    ['!!!', 'tool'],
    ['a'.repeat(80), 'a'.repeat(60)],
    [`${'a'.repeat(59)} b`, 'a'.repeat(59)],
  ])('%j gives %j', (name, slug) => {
    expect(slugOf(name)).toBe(slug);
    expect(slug).toMatch(SLUG);
  });

  it('takes the first number that is free, within the length', () => {
    expect(freeSlug('a', new Set())).toBe('a');
    expect(freeSlug('a', new Set(['a', 'a-2', 'a-4']))).toBe('a-3');
    expect(freeSlug('new', new Set())).toBe('new-2');
    const long = 'a'.repeat(60);
    expect(freeSlug(long, new Set([long]))).toBe(`${'a'.repeat(58)}-2`);
  });
});
