import { describe, expect, it } from 'vitest';
import { en } from './en';
import { chooseLocale, chooseTimeZone } from './locale';
import { nl } from './nl';

function texts(value: object, path = ''): Map<string, string> {
  return new Map(
    Object.entries(value).flatMap(([key, inner]): [string, string][] =>
      typeof inner === 'string'
        ? [[`${path}${key}`, inner]]
        : [...texts(inner as object, `${path}${key}.`)],
    ),
  );
}

/** Names between braces, without what a plural says in them. */
const placeholders = (text: string): string[] =>
  [...new Set([...text.matchAll(/\{(\w+)[,}]/g)].map((match) => match[1]!))].sort();

describe('texts', () => {
  const english = texts(en);
  const dutch = texts(nl);

  it('are the same set in both languages', () => {
    expect([...dutch.keys()].sort()).toEqual([...english.keys()].sort());
  });

  it('have the same placeholders in both languages', () => {
    const named = (set: Map<string, string>) =>
      Object.fromEntries([...set].map(([key, text]) => [key, placeholders(text)]));
    expect(named(dutch)).toEqual(named(english));
  });
});

it.each([
  ['nl', 'en-GB', 'nl'],
  [undefined, 'nl-BE,nl;q=0.9,en;q=0.8', 'nl'],
  [undefined, 'fr, en;q=0.5, nl;q=0.7', 'nl'],
  [undefined, 'de', 'en'],
  ['xx', null, 'en'],
  [undefined, 'nl;q=0, en;q=0.1', 'en'],
])('cookie %s and Accept-Language %s give %s', (cookie, header, locale) => {
  expect(chooseLocale(cookie, header)).toBe(locale);
});

it('takes only time zones that exist', () => {
  expect(chooseTimeZone('Europe/Amsterdam')).toBe('Europe/Amsterdam');
  expect(chooseTimeZone('Mars/Olympus')).toBe('UTC');
  expect(chooseTimeZone(undefined)).toBe('UTC');
});
