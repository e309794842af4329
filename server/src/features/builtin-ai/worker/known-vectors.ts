import { createHash } from 'node:crypto';
import { KNOWN_NAMES } from '../algorithms/known-names.js';
import { TOPICS } from '../algorithms/topics.js';
import type { Vector } from '../algorithms/vectors.js';
import { STORED } from './known-vectors.data.js';

/** The texts that the algorithms bring along, in the order of their stored vectors. */
export const knownTexts = (): string[] => [
  ...new Set([
    ...Object.keys(TOPICS),
    ...Object.values(TOPICS).flat(),
    ...Object.values(KNOWN_NAMES).flat(),
  ]),
];

/** Names the texts that vectors were stored for: a changed text makes the stored ones stale. */
export const hashOf = (texts: string[]): string =>
  createHash('sha256').update(JSON.stringify(texts)).digest('hex').slice(0, 16);

/** One byte a dimension: 0.2 % off, and a quarter of the size. */
export function packVectors(vectors: Vector[]): string {
  return Buffer.concat(
    vectors.map((vector) => {
      const scale = 127 / Math.max(...vector.map(Math.abs));
      return Buffer.from(Int8Array.from(vector, (value) => Math.round(value * scale)).buffer);
    }),
  ).toString('base64');
}

/** The stored vectors by text; none when the texts changed since, then the model has to read them. */
export function readKnownVectors(): Map<string, Vector> {
  const texts = knownTexts();
  if (STORED.texts !== hashOf(texts)) return new Map();
  const bytes = Buffer.from(STORED.vectors, 'base64');
  const size = bytes.length / texts.length;
  return new Map(
    texts.map((text, i) => {
      const vector = Float32Array.from(new Int8Array(bytes.subarray(i * size, (i + 1) * size)));
      const length = Math.hypot(...vector);
      return [text, vector.map((value) => value / length)];
    }),
  );
}
