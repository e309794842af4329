import { describe, expect, it } from '@jest/globals';
import { knownTexts } from '../../../../eval/builtin/known-texts.js';
import { packVectors, readKnownVectors } from '../worker/known-vectors.js';
import { STORED } from '../worker/known-vectors.data.js';
import { classify, splitPhrases } from './classify.js';
import { SentencedDocument } from './document.js';
import { keySentences, lexRank } from './key-sentences.js';
import { keywords } from './keywords.js';
import { detectLanguage, languageWarning } from './language.js';
import { terms } from './text.js';
import { centroid, dot, softmax, type Embedder, type Vector } from './vectors.js';

/** Texts are close when they share words: enough to test everything but the model. */
const byWords: Embedder = {
  embed: (texts) =>
    Promise.resolve(
      texts.map((text) => {
        const vector = new Float32Array(512);
        for (const term of terms(text))
          vector[
            [...term].reduce((hash, letter) => (hash * 31 + letter.charCodeAt(0)) % 512, 7)
          ]! += 1;
        return centroid([vector]);
      }),
    ),
};

describe('classify', () => {
  const labels = [
    { name: 'garden', description: 'roses, tulips, hedges' },
    { name: 'kitchen', description: 'pots, pans, ovens' },
  ];

  it('ranks every label, with shares that add up to 1', async () => {
    const answer = await classify(byWords, {
      text: 'The tulips and the hedges need water.',
      labels,
    });
    expect(answer.scores.map(({ label }) => label)).toEqual(['garden', 'kitchen']);
    expect(answer.scores.reduce((sum, { score }) => sum + score, 0)).toBeCloseTo(1, 3);
    expect(answer.margin).toBeCloseTo(answer.scores[0]!.score - answer.scores[1]!.score, 3);
  });

  it('prefers what the examples say', async () => {
    const taught = labels.map((label) => ({
      ...label,
      examples: label.name === 'kitchen' ? ['The tulips stand on the table.'] : ['Mow the lawn.'],
    }));
    await expect(
      classify(byWords, { text: 'Tulips for the table', labels: taught }),
    ).resolves.toMatchObject({ best: 'kitchen' });
  });

  it('is unsure below the threshold, and then gives the unsure label', async () => {
    const input = { text: 'The tulips are in bloom.', labels, threshold: 1, unsureLabel: 'other' };
    await expect(classify(byWords, input)).resolves.toMatchObject({
      label: 'other',
      best: 'garden',
      unsure: true,
    });
  });

  it('reads each phrase of a description', () => {
    expect(splitPhrases('late, missing or damaged parcels; refunds and vouchers')).toEqual([
      'late',
      'missing',
      'damaged parcels',
      'refunds',
      'vouchers',
    ]);
  });
});

describe('keySentences', () => {
  const text =
    'The bridge is closed for repairs. Repairs of the bridge take a week. The bridge repairs cost money. My cat likes warm milk and fish.';

  it('takes what the rest of the text is about, in its order', async () => {
    const { sentences } = await keySentences(byWords, { text, count: 2 });
    expect(sentences.map((sentence) => sentence.text)).not.toContain(
      'My cat likes warm milk and fish.',
    );
    expect(sentences[0]!.start).toBeLessThan(sentences[1]!.start);
  });

  it('follows a focus', async () => {
    const { sentences } = await keySentences(byWords, { text, count: 1, focus: 'cat and milk' });
    expect(sentences.map((sentence) => sentence.text)).toEqual([
      'My cat likes warm milk and fish.',
    ]);
  });

  it('says the same thing once', async () => {
    const twice =
      'The bridge is closed for repairs. The bridge is closed for repairs. The repairs of the bridge cost money.';
    const { sentences } = await keySentences(byWords, { text: twice, count: 2 });
    expect(new Set(sentences.map((sentence) => sentence.text)).size).toBe(2);
  });

  it('has nothing to give for an empty text', async () =>
    expect(await keySentences(byWords, { text: ' ' })).toEqual({ sentences: [] }));

  it('ranks a sentence by what resembles it', () => {
    const vector = (...values: number[]): Vector => centroid([Float32Array.from(values)]);
    const ranks = lexRank([vector(1, 0), vector(1, 0.4), vector(1, 0.9), vector(-1, 0.1)]);
    expect(ranks.indexOf(Math.max(...ranks))).toBe(1);
    expect(ranks.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 5);
  });
});

it('names what a text is about, each thing once', async () => {
  const text =
    'The wireless scanner is broken. Every scanner needs a battery. The scanner and the battery are old. Nobody on Monday came.';
  const found = (await keywords(byWords, { text, count: 3 })).keywords.map(({ keyword }) =>
    keyword.toLowerCase(),
  );
  expect(found.filter((keyword) => keyword.includes('scanner'))).toHaveLength(1);
  expect(found.some((keyword) => keyword.includes('battery'))).toBe(true);
  expect(found.join(' ')).not.toContain('monday');
});

describe('SentencedDocument', () => {
  const document = new SentencedDocument(
    'Returns. Send it back. We pay.\n\nHours\n\nWe open at nine.',
  );

  it('knows headings, in the line and on a line of their own', () => {
    const headings = document.sentences.map((_, index) => document.isHeading(index));
    expect(headings).toEqual([true, false, false, true, false]);
    expect(document.withHeading(2)).toBe('Returns: We pay.');
    expect(document.withHeading(4)).toBe('Hours: We open at nine.');
  });

  it('joins a sentence with the one before, not across paragraphs', () => {
    expect(document.withPrevious(2)).toBe('Send it back. We pay.');
    expect(document.withPrevious(4)).toBe('We open at nine.');
  });
});

describe('detectLanguage', () => {
  it('keeps to the languages that are possible', () => {
    const text = 'Ik heb mijn bestelling nog niet ontvangen.';
    expect(detectLanguage({ text }).language).toBe('nl');
    expect(['de', 'fr']).toContain(detectLanguage({ text, among: ['de', 'fr'] }).language);
  });

  it.each(['', '12345', '!!', 'https://x.example'])('says nothing on %j', (text) =>
    expect(detectLanguage({ text })).toEqual({
      language: 'und',
      name: 'Unknown',
      confidence: 0,
      reliable: false,
    }),
  );

  it('warns for other languages only', () => {
    expect(
      languageWarning('Je voudrais recevoir ma facture par courriel, merci beaucoup.'),
    ).toContain('French');
    expect(languageWarning('I would like to receive my invoice by e-mail, thank you.')).toBeNull();
  });
});

describe('stored vectors', () => {
  const known = readKnownVectors();
  const nothing = new Float32Array(384);
  const texts = knownTexts({
    embed: (batch) => Promise.resolve(batch.map((text) => known.get(text) ?? nothing)),
  });

  it('cover the topics, the names and the templates as they are now (else run: node scripts/with-node.mjs server/eval/builtin/store-known-vectors.ts)', async () => {
    expect((await texts).filter((text) => !known.get(text))).toEqual([]);
    expect(known.size).toBe((await texts).length);
  });

  it('cover what the support inbox asks its handbook', async () => {
    expect(await texts).toEqual(
      expect.arrayContaining([
        'What do we do when a parcel is late?',
        'What do we do when a is late?',
        'Do not wait for the result of the search.',
      ]),
    );
  });

  it('have the length of 1 and come back as they were stored', async () => {
    const vectors = (await texts).map((text): [string, Vector] => [text, known.get(text)!]);
    for (const [, vector] of vectors) expect(dot(vector, vector)).toBeCloseTo(1, 4);
    expect(packVectors(vectors)).toBe(STORED);
  });

  it('are not there for a text that was changed', () => {
    expect(known.get('My card expired, where do I enter the new one?')).toHaveLength(384);
    expect(known.get('My card expired, where do I enter the new one')).toBeUndefined();
  });
});

it('makes shares that favour the best', () => {
  const [best, other] = softmax([2, 1], 0.5);
  expect(best! + other!).toBeCloseTo(1, 6);
  expect(best).toBeGreaterThan(0.8);
});
