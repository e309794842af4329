import { describe, expect, it } from '@jest/globals';
import { findEntities } from './entities.js';
import type { Embedder } from './vectors.js';

/** A model that knows nothing: what is left is the context, the form of the name and the lists. */
const blank: Embedder = { embed: (texts) => Promise.resolve(texts.map(() => new Float32Array(4))) };
const found = async (text: string) =>
  (await findEntities(blank, text)).map(({ text: name, kind }) => `${name}: ${kind}`);

describe('findEntities', () => {
  it.each([
    ['Dear Mr. Hoffmann, thank you.', ['Hoffmann: people']],
    ['She lives in Antwerp and works in Utrecht.', ['Antwerp: places', 'Utrecht: places']],
    [
      'The University of Ghent and Siemens signed.',
      ['University of Ghent: organisations', 'Siemens: organisations'],
    ],
    ['We bought it from Hargreaves Ltd last year.', ['Hargreaves Ltd: organisations']],
    ['Emma and Oliver will come.', ['Emma: people', 'Oliver: people']],
  ])('%s', async (text, names) => expect(await found(text)).toEqual(names));

  it('gives places in the text', async () => {
    const text = 'Yesterday Dr. Fatima Ali came.';
    const [entity] = await findEntities(blank, text);
    expect(text.slice(entity!.start, entity!.end)).toBe('Fatima Ali');
  });

  it.each([
    'Please call me on Monday.',
    'Order A-88213 is late.',
    'The invoice INV-2026-0417 is paid.',
    '',
  ])('finds no name in "%s"', async (text) => expect(await found(text)).toEqual([]));
});
