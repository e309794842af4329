import type { KeySentencesInput, KeySentencesOutput } from '../../../engine/builtin-ai.js';
import { splitSentences } from './text.js';
import { dot, round, type Embedder, type Vector } from './vectors.js';

/**
 * LexRank over embeddings: a sentence counts as much as the sentences that it resembles count. Sentences
 * are then taken one by one, each time the one that adds most to those already taken (MMR).
 */
export async function keySentences(
  embedder: Embedder,
  input: KeySentencesInput,
): Promise<Omit<KeySentencesOutput, 'warning'>> {
  const count = input.count ?? 5;
  const all = splitSentences(input.text).filter(
    ({ text }) => text.split(/\s+/).length >= MIN_WORDS || /\d/.test(text),
  );
  const sentences = all.length <= MAX_SENTENCES ? all : evenly(all, MAX_SENTENCES);
  if (sentences.length === 0) return { sentences: [] };

  const vectors = await embedder.embed(sentences.map(({ text }) => text));
  const focus = input.focus?.trim() ? (await embedder.embed([input.focus]))[0]! : null;
  const central = scale(lexRank(vectors));
  const onTopic = focus ? scale(vectors.map((vector) => dot(vector, focus))) : null;
  const worth = central.map((value, i) =>
    onTopic ? (1 - FOCUS) * value + FOCUS * onTopic[i]! : value,
  );

  const chosen = diverse(vectors, worth, count);
  const best = Math.max(...worth) || 1;
  return {
    sentences: chosen
      .sort((a, b) => a - b)
      .map((i) => ({ ...sentences[i]!, score: round(Math.max(0, worth[i]! / best)) })),
  };
}

const MIN_WORDS = 5;
const MAX_SENTENCES = 400;
/** How much of the worth the focus decides. */
const FOCUS = 0.7;
/** How much a sentence loses for repeating one that was taken. */
const REPETITION = 0.6;
/** From here on two sentences say the same; the second is taken last of all. */
const SAME = 0.95;
/** Weaker likenesses are noise. */
const LIKENESS = 0.15;
const DAMPING = 0.85;
const ROUNDS = 30;

/** Random walk from sentence to similar sentence; the shares of visits. */
export function lexRank(vectors: Vector[]): number[] {
  const n = vectors.length;
  const likeness = vectors.map((a, i) =>
    vectors.map((b, j) => (i === j ? 0 : Math.max(0, dot(a, b) - LIKENESS))),
  );
  const totals = likeness.map((row) => row.reduce((sum, value) => sum + value, 0));
  let rank = new Array<number>(n).fill(1 / n);
  for (let round = 0; round < ROUNDS; round++) {
    rank = rank.map((_, i) => {
      let visits = 0;
      for (let j = 0; j < n; j++)
        visits += totals[j]! > 0 ? (rank[j]! * likeness[j]![i]!) / totals[j]! : rank[j]! / n;
      return (1 - DAMPING) / n + DAMPING * visits;
    });
  }
  return rank;
}

/** The places of `count` sentences that are worth most and say different things. */
function diverse(vectors: Vector[], worth: number[], count: number): number[] {
  const chosen: number[] = [];
  while (chosen.length < Math.min(count, vectors.length)) {
    let [best, bestGain] = [-1, -Infinity];
    for (let i = 0; i < vectors.length; i++) {
      if (chosen.includes(i)) continue;
      const repeated = Math.max(0, ...chosen.map((j) => dot(vectors[i]!, vectors[j]!)));
      const gain = worth[i]! - (repeated > SAME ? 2 : REPETITION) * repeated;
      if (gain > bestGain) [best, bestGain] = [i, gain];
    }
    chosen.push(best);
  }
  return chosen;
}

/** From the worst at 0 to the best at 1, so that different measures can be added. */
function scale(values: number[]): number[] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return values.map((value) => (high > low ? (value - low) / (high - low) : 1));
}

/** Of a huge text, sentences from all of it rather than its beginning. */
const evenly = <T>(values: T[], count: number): T[] =>
  Array.from({ length: count }, (_, i) => values[Math.floor((i * values.length) / count)]!);
