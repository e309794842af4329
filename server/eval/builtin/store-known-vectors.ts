/**
 * Computes the vectors of the texts that the algorithms bring along (topics, names) and stores them
 * in the sources. To be run after a change of these texts:
 * `node scripts/with-node.mjs server/eval/builtin/store-known-vectors.ts`
 */
import { writeFile } from 'node:fs/promises';

const slice = new URL('../../src/features/builtin-ai/', import.meta.url);
await import(new URL('worker/from-source.mjs', slice).href);
const { modelEmbedder } = await import('../../src/features/builtin-ai/worker/embedder.js');
const { hashOf, knownTexts, packVectors } =
  await import('../../src/features/builtin-ai/worker/known-vectors.js');

const texts = knownTexts();
const vectors = await modelEmbedder(() => false).embed(texts);
await writeFile(
  new URL('worker/known-vectors.data.ts', slice),
  `/** Made by eval/builtin/store-known-vectors.ts from the texts of topics.ts and known-names.ts. */
export const STORED = {
  texts: '${hashOf(texts)}',
  vectors:
    '${packVectors(vectors)}',
};
`,
);
