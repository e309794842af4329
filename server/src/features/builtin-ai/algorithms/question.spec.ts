import { describe, expect, it } from '@jest/globals';
import { answerFit, answerKind, asStatement, namesIn, requiredWords } from './question.js';

describe('answerKind', () => {
  it.each([
    ['When does the shop open?', 'time'],
    ['Until when can I apply?', 'time'],
    ['How long is the warranty?', 'duration'],
    ['How many people work here?', 'amount'],
    ['What does a ticket cost?', 'money'],
    ['How much do I pay for parking?', 'money'],
    ['Who should I call when it leaks?', 'person'],
    ['Who is the treasurer?', 'holder'],
    ['Where is the key?', 'place'],
    ['Which company built it?', 'name'],
    ['Why was it late?', 'reason'],
    ['May I bring my dog?', 'permission'],
    ['What colour is the bin?', 'colour'],
    ['How do I clean it?', 'other'],
  ])('%s asks for: %s', (question, kind) => expect(answerKind(question)).toBe(kind));
});

describe('answerFit', () => {
  it.each([
    ['time', 'We open at 8:30.', 1],
    ['time', 'The door is green.', 0],
    ['amount', 'About forty people.', 1],
    ['amount', 'It opened on 3 May 2021.', 0],
    ['money', 'That is 12.50 euros.', 1],
    ['money', 'On the first weekend 1,900 people came.', 0],
    ['colour', 'The badge is yellow.', 1],
    ['person', 'Then ask Leila Haddad.', 1],
    ['person', 'On Monday it rains.', 0],
    ['holder', 'You can ask the treasurer.', 0],
    ['duration', 'It is wiped after ninety days.', 1],
  ] as const)('for %s, "%s" fits %d', (kind, passage, fit) =>
    expect(answerFit(kind, passage)).toBe(fit),
  );

  it('knows a name at the start of a sentence from elsewhere in the document', () => {
    const names = namesIn('We asked Claire to help. Claire writes the letter.');
    expect(answerFit('person', 'Claire writes the letter.', names)).toBe(1);
    expect(answerFit('person', 'Letters are written.', names)).toBe(0);
  });
});

it('turns a question into the words of its answer', () => {
  expect(asStatement('How long do we keep phone recordings?')).toBe('we keep phone recordings');
  expect(asStatement('Until when can people apply?')).toBe('people apply');
});

it('names the words that an answer cannot do without', () => {
  expect(requiredWords('How many parking places are there?')).toEqual(['parking']);
  expect(requiredWords('Who will be the manager of the depot?')).toEqual(['manager']);
  expect(requiredWords('Where is the depot?')).toEqual([]);
});
