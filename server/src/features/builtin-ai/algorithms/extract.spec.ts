import { describe, expect, it } from '@jest/globals';
import { findActionItems } from './action-items.js';
import { findEmails, findPhones, findUrls } from './contacts.js';
import { findDates } from './dates.js';
import { exampleAsPattern, findField } from './fields.js';
import { findMoney } from './money.js';

const NOW = '2026-11-21T09:00:00Z'; // a Saturday

describe('findMoney', () => {
  it.each([
    ['€ 64,50', 64.5, 'EUR'],
    ['$1,250.75', 1250.75, 'USD'],
    ['1.250,75 EUR', 1250.75, 'EUR'],
    ['USD 3,400', 3400, 'USD'],
    ['2.3 million pounds', 2_300_000, 'GBP'],
    ['£12k', 12_000, 'GBP'],
    ['15 Swiss francs', 15, 'CHF'],
    ['100 kronor', 100, 'SEK'],
  ])('%s is %d %s', (text, amount, currency) => {
    expect(findMoney(`It costs ${text} in all.`)).toEqual([
      expect.objectContaining({ amount, currency }),
    ]);
  });

  it.each(['room 12', '3 May 2026', '12 kg', 'version 4.5'])('%s is no money', (text) =>
    expect(findMoney(text)).toEqual([]),
  );
});

describe('findDates', () => {
  it.each([
    ['by Friday', '2026-11-27'],
    ['tomorrow', '2026-11-22'],
    ['on 30/11/2026', '2026-11-30'],
    ['8 December at 15:30', '2026-12-08T15:30'],
    ['on 12 November', '2026-11-12'],
    ['on 4 March', '2027-03-04'],
    ['born 4 March 1961', '1961-03-04'],
  ])('%s is %s', (text, date) =>
    expect(findDates(text, NOW).map((found) => found.date)).toEqual([date]),
  );

  it('gives the end of a range', () => {
    expect(findDates('from 3 to 5 December', NOW)).toEqual([
      expect.objectContaining({ date: '2026-12-03', until: '2026-12-05' }),
    ]);
  });

  it.each([
    'for two weeks',
    'we may sit in the sun',
    'last month',
    'Black Friday',
    'call 06-23456789',
  ])('%s is no date', (text) => expect(findDates(text, NOW)).toEqual([]));
});

describe('contacts', () => {
  it('finds addresses without the punctuation around them', () => {
    const text =
      'Mail j.bakker+shop@post.example, or see (https://x.example/a_(b)?c=d) and www.shop.example.';
    expect(findEmails(text).map((span) => span.text)).toEqual(['j.bakker+shop@post.example']);
    expect(findUrls(text).map((span) => span.text)).toEqual([
      'https://x.example/a_(b)?c=d)',
      'www.shop.example',
    ]);
  });

  it.each([['+31 6 1234 5678'], ['(020) 7946-0018'], ['06-23456789']])(
    '%s is a telephone number',
    (number) =>
      expect(findPhones(`Call ${number}, please.`).map((span) => span.text)).toEqual([number]),
  );

  it.each(['order 0612345678', '2026-11-21', 'IBAN 0417164300', '1,250,000.00'])(
    '%s is none',
    (text) => expect(findPhones(text)).toEqual([]),
  );
});

describe('findField', () => {
  const field = (text: string, shape: string, near?: string[]) =>
    findField({ name: 'orderNumber', near, shape }, text, NOW);

  it('takes the value behind the word, not just any of that shape', () => {
    const text = 'Invoice B-11111 belongs to order A-88213.';
    expect(field(text, 'A-12345', ['order'])[0]).toBe('A-88213');
  });

  it('reads the words from the name when none are given', () =>
    expect(field('Your order number: 4471', 'number')).toEqual(['4471']));

  it('finds an example anywhere when its word is not there', () =>
    expect(field('See A-88213 below.', 'A-12345', ['order'])).toEqual(['A-88213']));

  it('finds no vague shape without its word', () =>
    expect(field('Room 12 is free.', 'number', ['order'])).toEqual([]));

  it('gives the text behind a word', () =>
    expect(field('Donor: Ingrid Sørensen. Thanks!', 'text', ['donor'])).toEqual([
      'Ingrid Sørensen',
    ]));

  it('gives a date as ISO', () =>
    expect(field('Order of 3 December', 'date', ['order'])).toEqual(['2026-12-03']));

  it('finds values that touch the same separator', () =>
    expect(field('A-11111 A-22222', 'A-12345')).toEqual(['A-11111', 'A-22222']));

  it('runs a pattern in linear time, with group 1 as the value', () => {
    const text = `ref: ab12 ${'a'.repeat(30_000)}!`;
    expect(findField({ name: 'ref', pattern: 'ref: ([a-z]+[0-9]+)' }, text, NOW)).toEqual(['ab12']);
    expect(findField({ name: 'ref', pattern: '(a+)+$' }, text, NOW)).toEqual([]);
  });

  it.each([
    [{ shape: 'colour' }, 'neither a known shape nor an example'],
    [{ pattern: '(?=a)b' }, 'has a pattern that'],
  ])('says what is wrong with %j', (wrong, reason) =>
    expect(() => findField({ name: 'x', ...wrong }, 'text', NOW)).toThrow(reason),
  );

  it('takes an example as letters, digits and what stands between', () => {
    const pattern = exampleAsPattern('INV-2026.1');
    expect(
      ['INV-2025.7', 'ABC-1234.12', '(INV-2026.1)'].map((text) => pattern.matcher(text).find()),
    ).toEqual([true, true, true]);
    expect(
      ['inv-2025.7', 'INV-2025x7', 'XINV-2025.7'].map((text) => pattern.matcher(text).find()),
    ).toEqual([false, false, false]);
  });
});

describe('findActionItems', () => {
  const items = (text: string, people: string[] = []) =>
    findActionItems(text, findDates(text, NOW), people);

  it('names who does what by when', () => {
    const [first, second] = items(
      'Sofia will prepare the agenda, Daniel to invite the speakers before 1 December.',
      ['Sofia', 'Daniel'],
    );
    expect(first).toMatchObject({
      text: 'Sofia will prepare the agenda',
      owner: 'Sofia',
      due: null,
    });
    expect(second).toMatchObject({ owner: 'Daniel', due: '2026-12-01' });
  });

  it('gives a request to the person who is addressed', () => {
    expect(items('Hi Sandra, could you send the contract by Friday?')).toEqual([
      expect.objectContaining({ owner: 'Sandra', due: '2026-11-27' }),
    ]);
  });

  it.each([
    'Please book a room.',
    "Don't forget to call the bank.",
    'I will send the report.',
    'Action: update the list.',
    '- [ ] order paper',
  ])('"%s" is one', (text) => expect(items(text)).toHaveLength(1));

  it.each([
    'It was a good meeting.',
    'The flight will be late.',
    'Who is responsible?',
    'We will be there.',
    'Please note the date.',
  ])('"%s" is none', (text) => expect(items(text)).toEqual([]));
});
