import { describe, expect, it } from '@jest/globals';
import { Bm25 } from './bm25.js';
import { letterBody } from './letter.js';
import { splitSentences, stem, terms } from './text.js';

const sentences = (text: string): string[] => splitSentences(text).map((span) => span.text);

describe('splitSentences', () => {
  it('keeps abbreviations and numbers inside a sentence', () => {
    expect(sentences('Ask Dr. Smith. It weighs 9.4 kg. Call Mr. Jones!')).toEqual([
      'Ask Dr. Smith.',
      'It weighs 9.4 kg.',
      'Call Mr. Jones!',
    ]);
  });

  it('ends a sentence at a blank line and at list items, not at a line break', () => {
    expect(sentences('First line\ngoes on.\n\nHeading\n\n- one\n- two')).toEqual([
      'First line\ngoes on.',
      'Heading',
      '- one',
      '- two',
    ]);
  });

  it('tells where each sentence stands', () => {
    const text = '  One here.  Two there.\n\nThree.';
    for (const { text: found, start, end } of splitSentences(text))
      expect(text.slice(start, end)).toBe(found);
  });

  it('has nothing to give for a text without words', () =>
    expect(sentences(' -- \n ... ')).toEqual([]));
});

describe('stem', () => {
  it.each([
    ['refunded', 'refunds'],
    ['invoices', 'invoice'],
    ['delivery', 'deliveries'],
    ['stopped', 'stopping'],
    ['paid', 'pays'],
    ['strength', 'strong'],
  ])('%s and %s are one word', (a, b) => expect(stem(a)).toBe(stem(b)));
  it.each([
    ['order', 'organ'],
    ['charge', 'change'],
    ['bill', 'billiard'],
  ])('%s and %s are two', (a, b) => expect(stem(a)).not.toBe(stem(b)));
});

describe('Bm25', () => {
  const passages = [
    'The depot has a new roof.',
    'The depot is old.',
    'Parking is free behind the depot.',
  ].map(terms);

  it('weighs rare words more than common ones', () => {
    const bm25 = new Bm25(passages);
    expect(bm25.weight(stem('parking'))).toBeGreaterThan(bm25.weight(stem('depot')));
    expect(
      bm25
        .scores(terms('parking at the depot'))
        .indexOf(Math.max(...bm25.scores(terms('parking at the depot')))),
    ).toBe(2);
  });

  it('says which share of a query a passage covers', () => {
    const [roof, old, parking] = new Bm25(passages).coverage(terms('free parking'));
    expect([roof, old, parking]).toEqual([0, 0, 1]);
  });
});

describe('letterBody', () => {
  it('leaves what the writer says', () => {
    const letter =
      'Hi Tom,\n\nWhere is my parcel?\n\nKind regards,\nAnna Berg\n+31 6 12345678\n\n> You wrote:\n> It is on its way.';
    expect(letterBody(letter)).toBe('Where is my parcel?');
  });

  it('cuts a forwarded or quoted message', () => {
    expect(
      letterBody('It broke again.\n\nOn 3 May 2026, Jane <j@x.example> wrote:\nAll is well.'),
    ).toBe('It broke again.');
  });

  it('cuts a greeting that a sentence follows', () =>
    expect(letterBody('Good afternoon, my lamp is broken.')).toBe('my lamp is broken.'));

  it('never leaves nothing', () => expect(letterBody('Hello,\nThanks,\nTom')).toContain('Thanks'));

  it('leaves a text alone that is no letter', () => {
    const text = 'The best regards were sent. Dearly beloved is a phrase.';
    expect(letterBody(text)).toBe(text);
  });
});

it('cuts a letter of one endless word without delay', () => {
  const word = 'a'.repeat(200_000);
  expect(letterBody(word)).toBe(word);
});
