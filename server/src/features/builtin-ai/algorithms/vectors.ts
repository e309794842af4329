/** A text as a point; all vectors of the model have length 1, so a dot product is a cosine. */
export type Vector = Float32Array;

/** What the algorithms need from a model. The worker gives them a cached one, tests a fake one. */
export interface Embedder {
  /** One vector of length 1 for each text, in the same order. */
  embed(texts: string[]): Promise<Vector[]>;
}

export function dot(a: Vector, b: Vector): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

/** Sum of vectors. */
export function add(vectors: Vector[]): Vector {
  const sum = new Float32Array(vectors[0]?.length ?? 0);
  for (const vector of vectors) for (let i = 0; i < sum.length; i++) sum[i]! += vector[i] ?? 0;
  return sum;
}

/** The direction that the vectors share, with length 1. */
export function centroid(vectors: Vector[]): Vector {
  const sum = add(vectors);
  const length = Math.sqrt(dot(sum, sum)) || 1;
  return sum.map((value) => value / length);
}

export const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/** Shares that add up to 1; a smaller temperature favours the best one more. */
export function softmax(scores: number[], temperature: number): number[] {
  const top = Math.max(...scores);
  const powers = scores.map((score) => Math.exp((score - top) / temperature));
  const total = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / total);
}

/** For output: four digits are plenty, and a replay on another machine gives the same ones. */
export const round = (value: number): number => Math.round(value * 10_000) / 10_000;
