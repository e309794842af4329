import { afterAll, describe, expect, it } from '@jest/globals';
import { HealthParts } from '../../core/health/health-parts.js';
import { Metrics } from '../../core/metrics/metrics.js';
import { BuiltinAiService } from './builtin-ai.service.js';

const labels = [
  { name: 'billing', description: 'charges, invoices, payments and refunds' },
  { name: 'bug', description: 'something in the software is broken or shows an error' },
  { name: 'delivery', description: 'parcels, shipping, late or missing deliveries' },
];
const handbook = `Opening hours. The shop is open from nine to five on working days, and closed on Sundays.

Returns. Customers may send back what they bought within thirty days, unused and in its packing.
The money is paid back to the card within a week.

Damage. Ask for a photograph of the article and of the box. For articles under 25 euros just send a new one.`;

/** The real model on the real worker thread. */
describe('BuiltinAiService', () => {
  const ai = new BuiltinAiService(new Metrics(), new HealthParts(new Metrics()));
  afterAll(() => ai.onApplicationShutdown());

  it('sorts an e-mail by labels that have only descriptions', async () => {
    const text =
      'Hello,\n\nI was charged twice for October and want one payment back.\n\nRegards,\nJan';
    const answer = await ai.classify({ text, labels });
    expect(answer).toMatchObject({
      label: 'billing',
      best: 'billing',
      unsure: false,
      warning: null,
    });
    expect(answer.scores.map(({ label }) => label).sort()).toEqual(['billing', 'bug', 'delivery']);
    expect(answer.scores.reduce((sum, { score }) => sum + score, 0)).toBeCloseTo(1, 2);
  });

  it('gives the unsure label to what fits no label', async () => {
    const text = 'Shall we have lunch at the Thai place tomorrow, half past twelve?';
    await expect(ai.classify({ text, labels, unsureLabel: 'other' })).resolves.toMatchObject({
      label: 'other',
      unsure: true,
    });
  });

  it('finds the passage that answers, with its place', async () => {
    const answer = await ai.find({
      question: 'How long can a customer return an item?',
      text: handbook,
    });
    expect(answer.found).toBe(true);
    expect(answer.passage).toContain('within thirty days');
    expect(handbook.slice(answer.start!, answer.end!)).toBe(answer.passage);
  });

  it('says when the document does not answer', async () => {
    const answer = await ai.find({
      question: 'How many parking places are there?',
      text: handbook,
    });
    expect(answer).toMatchObject({ found: false, passage: null, start: null, end: null });
    expect(answer.alternatives.length).toBeGreaterThan(0);
  });

  it('extracts entities, contacts and fields of the maker', async () => {
    const answer = await ai.extract({
      text: 'Order A-88213: please call Maria Jansen in Utrecht by Friday on 06-23456789 about the €64,50.',
      fields: [{ name: 'orderNumber', near: ['order'], shape: 'A-12345' }],
      what: ['people', 'places', 'dates', 'money', 'phones', 'actionItems'],
      now: '2026-11-21T09:00:00Z',
    });
    expect(answer).toMatchObject({
      people: ['Maria Jansen'],
      places: ['Utrecht'],
      phones: ['06-23456789'],
      dates: [{ text: 'Friday', date: '2026-11-27', end: null }],
      money: [{ amount: 64.5, currency: 'EUR' }],
      fields: { orderNumber: 'A-88213' },
    });
    expect(answer.actionItems).toEqual([expect.objectContaining({ due: '2026-11-27' })]);
  });

  it('names what a maker has to change in a field', async () => {
    const fields = [{ name: 'code', pattern: '(a+)+\\1' }];
    await expect(
      ai.extract({ text: 'aaaa', fields, now: '2026-11-21T09:00:00Z' }),
    ).rejects.toMatchObject({
      code: 'builtin-invalid',
      message: expect.stringContaining('Field "code"'),
    });
  });

  it('gives key sentences in the order of the text, and keywords', async () => {
    const { sentences } = await ai.keySentences({
      text: handbook,
      count: 2,
      focus: 'returns and refunds',
    });
    expect(sentences).toHaveLength(2);
    expect(sentences[0]!.start).toBeLessThan(sentences[1]!.start);
    expect(sentences.map(({ text }) => text).join(' ')).toContain('send back');
    const { keywords } = await ai.keywords({ text: handbook, count: 4 });
    expect(keywords).toHaveLength(4);
    expect(keywords[0]!.score).toBe(1);
  });

  it('names the language, and warns where the model does not know it', async () => {
    const text = 'Ik heb mijn bestelling niet ontvangen en wil graag mijn geld terug.';
    await expect(ai.detectLanguage({ text })).resolves.toMatchObject({
      language: 'nl',
      name: 'Dutch',
      reliable: true,
    });
    await expect(ai.classify({ text, labels })).resolves.toMatchObject({
      warning: expect.stringContaining('Dutch'),
    });
  });

  it('lets go of a long document when the call is cancelled', async () => {
    const abort = new AbortController();
    const text = Array.from(
      { length: 800 },
      (_, i) => `Sentence ${i} tells about subject number ${i * 7}.`,
    ).join(' ');
    const call = ai.keySentences({ text, count: 3 }, abort.signal);
    abort.abort(new Error('the run was cancelled'));
    await expect(call).rejects.toThrow('the run was cancelled');
    await expect(
      ai.detectLanguage({ text: 'And it still answers afterwards, as it should.' }),
    ).resolves.toMatchObject({ language: 'en' });
  });

  it('refuses a text that is too long with what to do about it', async () => {
    await expect(ai.keywords({ text: 'x'.repeat(200_001) })).rejects.toMatchObject({
      code: 'builtin-too-long',
    });
  });
});
