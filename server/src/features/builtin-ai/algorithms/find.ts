import type { FindInput, FindOutput, Passage } from '../../../engine/builtin-ai.js';
import { Bm25 } from './bm25.js';
import { answerFit, answerKind, asStatement, countedThing, namesIn } from './question.js';
import { splitSentences, stem, STOP_WORDS, terms, words, type Span } from './text.js';
import { centroid, dot, round, sigmoid, type Embedder, type Vector } from './vectors.js';

/**
 * Which passage of a document answers a question, if any does?
 *
 * 1. All sentences are ranked by meaning (cosine) and by words (BM25 coverage).
 * 2. The best of them are looked at again with their heading and with the sentence before, since
 *    "It ends on 30 April" says what it is about one sentence earlier. A sentence that lacks the kind
 *    of thing asked for (a date for "when") hands its subject on to the next one.
 * 3. The kind of answer that the question asks for has to be there: see `question.ts`.
 * 4. Whether anything counts as found depends on the score, on how far the best one stands out, and
 *    on whether every word that matters in the question has a near relative in the passage: a document about
 *    a depot is close to any question about the depot, but has nothing on its parking places.
 */
export async function find(
  embedder: Embedder,
  input: FindInput,
): Promise<Omit<FindOutput, 'warning'>> {
  const ranked = await rank(embedder, input.question, input.text);
  const threshold = input.threshold ?? 0.5;
  const passages = ranked
    .slice(0, 4)
    .map(({ passage, score }) => ({ ...passage, score: round(score) }));
  const best = passages[0];
  const found = best !== undefined && best.score >= threshold;
  return {
    found,
    passage: found ? best.passage : null,
    score: best?.score ?? 0,
    start: found ? best.start : null,
    end: found ? best.end : null,
    alternatives: found ? passages.slice(1) : passages.slice(0, 3),
  };
}

/** Sentences beyond this number are only considered when they share words with the question. */
const MAX_SENTENCES = 400;
const SECOND_LOOK = 8;
const THIRD_LOOK = 4;

interface Candidate {
  /** The sentence that scored. */
  index: number;
  /** First sentence of the passage; the one before `index` when that one raises the subject. */
  from: number;
  to: number;
  score: number;
  fit: number;
}

export interface Ranked extends Candidate {
  passage: Omit<Passage, 'score'>;
  features: {
    base: number;
    lead: number;
    fit: number;
    support: number;
    here: number;
    worst: number;
    hereWorst: number;
  };
}

/** Every step but the decision; exported for the evaluation. */
export async function rank(embedder: Embedder, question: string, text: string): Promise<Ranked[]> {
  const kind = answerKind(question);
  const names = namesIn(text);
  const all = splitSentences(text);
  const lexical = new Bm25(all.map((sentence) => terms(sentence.text)));
  const coverage = lexical.coverage(terms(question));
  const candidates = pick(all, coverage).filter((index) => !isHeading(all, index, text));
  if (candidates.length === 0) return [];

  const [asked, stated] = await embedder.embed([question, asStatement(question)]);
  const likeness = (vector: Vector): number =>
    0.75 * dot(asked!, vector) + 0.25 * dot(stated!, vector);
  const vectors = await embedder.embed(candidates.map((index) => all[index]!.text));
  const document = centroid(vectors);

  const looked = candidates
    .map((index, i) => {
      const own = likeness(vectors[i]!);
      // A sentence that is about the document as a whole is a little close to every question.
      const extra = WORDS * (coverage[index] ?? 0) - ABOUT_ALL * dot(document, vectors[i]!);
      return { index, own, extra };
    })
    .sort((a, b) => b.own + b.extra - a.own - a.extra);
  // What follows a good sentence may hold the answer to the subject that it raises.
  const next = new Set(looked.slice(0, THIRD_LOOK).map(({ index }) => index + 1));
  const entries = looked.filter(({ index }, place) => place < SECOND_LOOK || next.has(index));

  const base = new Map<number, number>();
  for (const { index, own, extra } of entries) {
    const sentence = all[index]!.text;
    const clauses = splitClauses(sentence);
    const [headed, paired, ...parts] = await embedder.embed([
      withHeading(all, text, index),
      withPrevious(all, text, index),
      ...clauses,
    ]);
    const clause = parts.length === 0 ? own : Math.max(...parts.map(likeness));
    base.set(
      index,
      OWN * own + CLAUSE * clause + HEADED * likeness(headed!) + PAIRED * likeness(paired!) + extra,
    );
  }

  const scored = entries.map(({ index }): Candidate => {
    const fit = answerFit(kind, all[index]!.text, names);
    const before = sameParagraph(all, text, index - 1, index) ? base.get(index - 1) : undefined;
    const own = base.get(index)!;
    const carried =
      before !== undefined &&
      CARRY * before > own &&
      answerFit(kind, all[index - 1]!.text, names) < fit;
    return {
      index,
      fit,
      from: carried ? index - 1 : index,
      to: index,
      score: (carried ? CARRY * before : own) + FIT * fit,
    };
  });
  scored.sort((a, b) => b.score - a.score);
  const doubts = await occlude(embedder, question, asked!, vectors, lexical);
  return judge(text, all, scored, doubts, (index) => vectors[candidates.indexOf(index)]!);
}

const OWN = 0.2;
const CLAUSE = 0.3;
const HEADED = 0.3;
const PAIRED = 0.2;
const WORDS = 0.15;
const ABOUT_ALL = 0.2;
const FIT = 0.15;
const CARRY = 0.85;
/** A neighbour this good (share of the best score), at most two sentences away, belongs to the passage. */
const NEIGHBOUR = 0.65;

/** Turns scores into how likely it is that a passage answers. */
function judge(
  text: string,
  all: Span[],
  scored: Candidate[],
  doubts: Doubts,
  vectorOf: (index: number) => Vector,
): Ranked[] {
  const ranked: Ranked[] = [];
  for (const candidate of scored) {
    const others = scored.filter(
      ({ index }) =>
        !sameParagraph(all, text, index, candidate.index) || Math.abs(index - candidate.index) > 2,
    );
    if (ranked.length === THIRD_LOOK) break;
    if (ranked.some((taken) => candidate.index >= taken.from && candidate.index <= taken.to))
      continue;
    const { from, to } = withNeighbours(all, text, candidate, scored);
    const here = doubts.supportIn([vectorOf(candidate.index)]);
    const features = {
      base: candidate.score - FIT * candidate.fit,
      lead: candidate.score - ((others[0]?.score ?? 0) + (others[1]?.score ?? 0)) / 2,
      fit: doubts.countedIsAbsent ? 0 : candidate.fit,
      support: doubts.support,
      here: here.mean,
      worst: doubts.worst,
      hereWorst: here.worst,
    };
    const [start, end] = [all[from]!.start, all[to]!.end];
    ranked.push({
      ...candidate,
      from,
      to,
      features,
      score: likelihood(features),
      passage: { passage: text.slice(start, end), start, end },
    });
  }
  return ranked;
}

interface Support {
  mean: number;
  worst: number;
}
interface Doubts {
  support: number;
  worst: number;
  countedIsAbsent: boolean;
  supportIn(vectors: Vector[]): Support;
}

/**
 * Leaves out one word of the question at a time. When the document comes no less close without it,
 * that word has no support: "parking" in a question to a document on a depot. Words that are rare
 * in the document weigh more, since the common ones are what every sentence is about.
 */
async function occlude(
  embedder: Embedder,
  question: string,
  asked: Vector,
  vectors: Vector[],
  lexical: Bm25,
): Promise<Doubts> {
  const content = [
    ...new Set(
      words(question).filter((word) => !STOP_WORDS.has(word) && !QUESTION_WORDS.has(word)),
    ),
  ];
  const without = await embedder.embed(content.map((word) => leaveOut(question, word)));
  const weights = content.map((word) => lexical.weight(stem(word)));
  const total = weights.reduce((a, b) => a + b, 0);
  const closest = (query: Vector, among: Vector[]): number =>
    Math.max(...among.map((vector) => dot(query, vector)));
  const supportIn = (among: Vector[]): { mean: number; worst: number; each: number[] } => {
    const whole = closest(asked, among);
    const each = without.map((query) => whole - closest(query, among));
    if (total === 0) return { mean: NEUTRAL, worst: NEUTRAL, each };
    return {
      mean: each.reduce((sum, value, i) => sum + value * weights[i]!, 0) / total,
      worst: Math.min(...each),
      each,
    };
  };
  const { mean, worst, each } = supportIn(vectors);
  const counted = words(countedThing(question) ?? '').filter((word) => content.includes(word));
  const countedIsAbsent = counted.length > 0 && each[content.indexOf(counted[0]!)]! <= 0.01;
  return { support: mean, worst, countedIsAbsent, supportIn };
}
const NEUTRAL = 0.05;

const leaveOut = (question: string, word: string): string =>
  question
    .replace(
      new RegExp(
        `(?<![\\p{L}\\d])${word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?:['’]s)?(?![\\p{L}\\d])`,
        'giu',
      ),
      ' ',
    )
    .replace(/\s+/g, ' ')
    .trim();

function withNeighbours(
  all: Span[],
  text: string,
  best: Candidate,
  scored: Candidate[],
): { from: number; to: number } {
  let { from, to } = best;
  for (const { index, score } of scored) {
    if (score < NEIGHBOUR * best.score || (index >= from && index <= to)) continue;
    const [low, high] = [Math.min(from, index), Math.max(to, index)];
    const joined = all
      .slice(low, high)
      .every((_, i) => sameParagraph(all, text, low + i, low + i + 1));
    if (high - low <= 2 && joined) [from, to] = [low, high];
  }
  return { from, to };
}

/** Fitted on the development cases by logistic regression; 0.5 is where found and not found part best. */
function likelihood(f: Ranked['features']): number {
  return sigmoid(3 * (2.4 * f.base + 2 * f.lead + 9 * f.support - (f.fit === 0 ? 2.5 : 0) - 1.45));
}

/** Parts of a long sentence: a list of facts is close to no question as a whole. */
function splitClauses(sentence: string): string[] {
  const parts = sentence
    .split(/[,;:] | and | but /)
    .map((part) => part.trim())
    .filter((part) => part.includes(' '));
  return parts.length > 1 ? parts : [];
}

/** Words that shape a question but are not its subject. */
const QUESTION_WORDS = new Set(
  'long often soon quickly fast many much far heavy high big large old time date day kind sort type mean means happen happens'.split(
    ' ',
  ),
);

/** Which sentences to embed: all of a normal document, the ones that share words of a huge one. */
function pick(all: Span[], coverage: number[]): number[] {
  const order = all.map((_, index) => index);
  if (all.length <= MAX_SENTENCES) return order;
  return order
    .sort((a, b) => (coverage[b] ?? 0) - (coverage[a] ?? 0))
    .slice(0, MAX_SENTENCES)
    .sort((a, b) => a - b);
}

/** "Returns." in front of a paragraph names it; it answers nothing. */
function isHeading(all: Span[], index: number, text: string): boolean {
  const sentence = all[index]!;
  const short = sentence.text.split(/\s+/).length <= 4 && !/\d|@/.test(sentence.text);
  return short && index + 1 < all.length && !sameParagraph(all, text, index - 1, index);
}

function sameParagraph(all: Span[], text: string, a: number, b: number): boolean {
  const [first, second] = [all[a], all[b]];
  return (
    first !== undefined &&
    second !== undefined &&
    !/\n\s*\n/.test(text.slice(first.end, second.start))
  );
}

function withHeading(all: Span[], text: string, index: number): string {
  let start = index;
  while (sameParagraph(all, text, start - 1, start)) start--;
  // A heading on a line of its own stands in the paragraph before.
  const heading = isHeading(all, start, text)
    ? start
    : isHeading(all, start - 1 < 0 ? start : start - 1, text)
      ? start - 1
      : -1;
  if (heading < 0 || heading === index) return all[index]!.text;
  return `${all[heading]!.text.replace(/[.:\s]+$/, '')}: ${all[index]!.text}`;
}

function withPrevious(all: Span[], text: string, index: number): string {
  const from = sameParagraph(all, text, index - 1, index) ? index - 1 : index;
  return text.slice(all[from]!.start, all[index]!.end);
}
