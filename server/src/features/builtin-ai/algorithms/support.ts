import type { Bm25 } from './bm25.js';
import { requiredWords } from './question.js';
import { stem, STOP_WORDS, words } from './text.js';
import { dot, type Embedder, type Vector } from './vectors.js';

export interface Support {
  /** How much closer the document comes on account of the question's own words, on average. */
  mean: number;
  /** The document says nothing on the word that an answer cannot do without. */
  requiredIsAbsent: boolean;
}

/**
 * Does the document speak about what is asked, or only about the same subject?
 *
 * Leaves out one word of the question at a time. When the document comes no less close without it,
 * that word has no support: "parking" in a question to a document on a depot. Words that are rare in the
 * document weigh more, since the common ones are what every sentence is about.
 */
export async function supportFor(
  embedder: Embedder,
  question: string,
  asked: Vector,
  sentences: Vector[],
  lexical: Bm25,
): Promise<Support> {
  const content = [...new Set(words(question).filter(isContent))];
  const without = await embedder.embed(content.map((word) => leaveOut(question, word)));
  const closest = (query: Vector): number =>
    Math.max(...sentences.map((vector) => dot(query, vector)));
  const whole = closest(asked);
  const each = new Map(content.map((word, i) => [word, whole - closest(without[i]!)]));

  const weights = content.map((word) => lexical.weight(stem(word)));
  const total = weights.reduce((a, b) => a + b, 0);
  const weighted = content.reduce((sum, word, i) => sum + each.get(word)! * weights[i]!, 0);
  const required = requiredWords(question).filter((word) => each.has(word));
  return {
    // Without its only word a question is empty: that says nothing.
    mean: content.length < 2 ? NEUTRAL : weighted / total,
    requiredIsAbsent: required.length > 0 && required.every((word) => each.get(word)! <= ABSENT),
  };
}

const NEUTRAL = 0.05;
const ABSENT = 0.01;

/** Words that shape a question but are not its subject. */
const QUESTION_WORDS = new Set(
  `long often soon quickly fast many much far heavy high big large old time date day kind sort type mean means happen
  happens`.split(/\s+/),
);

const isContent = (word: string): boolean => !STOP_WORDS.has(word) && !QUESTION_WORDS.has(word);

function leaveOut(question: string, word: string): string {
  const literal = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const pattern = new RegExp(`(?<![\\p{L}\\d])${literal}(?:['’]s)?(?![\\p{L}\\d])`, 'giu');
  return question.replace(pattern, ' ').replace(/\s+/g, ' ').trim();
}
