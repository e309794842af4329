import type { FindInput, FindOutput, Passage } from '../../../engine/builtin-ai.js';
import { Bm25 } from './bm25.js';
import { SentencedDocument } from './document.js';
import { answerFit, answerKind, asStatement, namesIn, type AnswerKind } from './question.js';
import { supportFor, type Support } from './support.js';
import { terms } from './text.js';
import { centroid, dot, round, sigmoid, type Embedder, type Vector } from './vectors.js';

/**
 * Which passage of a document answers a question, if any does?
 *
 * 1. All sentences are ranked by meaning (cosine) and by words (BM25 weights); one that is about
 *    the document as a whole is a little close to every question, which is taken off.
 * 2. The best of them are looked at again with their heading, with the sentence before, and clause
 *    by clause. A sentence that lacks the kind of thing asked for (a date for "when") hands its
 *    subject on to the next one: "There was a question about a name. Ideas may be sent until 1 May."
 * 3. Good neighbours of the best sentence join its passage, three sentences at most.
 * 4. Whether it counts as found depends on the score, on how far it stands out from the rest of the
 *    document, on the kind of answer being there, and on whether the document speaks about the
 *    question's own words at all (`support.ts`).
 */
export async function find(
  embedder: Embedder,
  input: FindInput,
): Promise<Omit<FindOutput, 'warning'>> {
  const passages = (await rank(embedder, input.question, input.text)).map(
    ({ passage, features }) => ({ ...passage, score: round(likelihood(features)) }),
  );
  const [best, ...rest] = passages;
  const found = best !== undefined && best.score >= (input.threshold ?? 0.5);
  return {
    found,
    passage: found ? best.passage : null,
    score: best?.score ?? 0,
    start: found ? best.start : null,
    end: found ? best.end : null,
    alternatives: found ? rest : passages.slice(0, PASSAGES - 1),
  };
}

/** Sentences beyond this number are only considered when they share words with the question. */
const MAX_SENTENCES = 400;
const SECOND_LOOK = 8;
const PASSAGES = 4;

const ASKED = 0.75;
const OWN = 0.2;
const CLAUSE = 0.3;
const HEADED = 0.3;
const PAIRED = 0.2;
const WORDS = 0.15;
const ABOUT_ALL = 0.2;
const FIT = 0.15;
const CARRY = 0.85;
/** A neighbour this good (share of the best score), at most two sentences away, joins the passage. */
const NEIGHBOUR = 0.65;

interface Candidate {
  /** The sentence that scored. */
  index: number;
  /** First sentence of the passage; the one before `index` when that one raises the subject. */
  from: number;
  to: number;
  score: number;
  fit: number;
}

export interface Ranked {
  passage: Omit<Passage, 'score'>;
  features: { base: number; lead: number; fit: number; support: number };
}

/** The best passages with what speaks for them; the decision is left to `likelihood`. */
export async function rank(embedder: Embedder, question: string, text: string): Promise<Ranked[]> {
  const document = new SentencedDocument(text);
  const lexical = new Bm25(document.sentences.map((sentence) => terms(sentence.text)));
  const coverage = lexical.coverage(terms(question));
  const candidates = worthReading(coverage).filter((index) => !document.isHeading(index));
  if (candidates.length === 0) return [];

  const [asked, stated] = await embedder.embed([question, asStatement(question)]);
  const likeness = (vector: Vector): number =>
    ASKED * dot(asked!, vector) + (1 - ASKED) * dot(stated!, vector);
  const vectors = await embedder.embed(candidates.map((index) => document.sentence(index)));
  const about = centroid(vectors);
  const looked = candidates
    .map((index, i) => ({
      index,
      own: likeness(vectors[i]!),
      extra: WORDS * coverage[index]! - ABOUT_ALL * dot(about, vectors[i]!),
    }))
    .sort((a, b) => b.own + b.extra - a.own - a.extra);
  // What follows a good sentence may hold the answer to the subject that it raises.
  const next = new Set(looked.slice(0, PASSAGES).map(({ index }) => index + 1));
  const entries = looked.filter(({ index }, place) => place < SECOND_LOOK || next.has(index));

  const base = new Map<number, number>();
  for (const { index, own, extra } of entries) {
    const [headed, paired, ...clauses] = await embedder.embed([
      document.withHeading(index),
      document.withPrevious(index),
      ...splitClauses(document.sentence(index)),
    ]);
    const clause = Math.max(...(clauses.length > 0 ? clauses.map(likeness) : [own]));
    const context = HEADED * likeness(headed!) + PAIRED * likeness(paired!);
    base.set(index, OWN * own + CLAUSE * clause + context + extra);
  }
  const scored = [...base.keys()]
    .map((index) => weigh(index, base, document, answerKind(question), namesIn(text)))
    .sort((a, b) => b.score - a.score);
  const support = await supportFor(embedder, question, asked!, vectors, lexical);
  return passagesOf(scored, document, support);
}

/** A sentence's own score, or that of the sentence before when only this one has the answer's kind. */
function weigh(
  index: number,
  base: Map<number, number>,
  document: SentencedDocument,
  kind: AnswerKind,
  names: ReadonlySet<string>,
): Candidate {
  const fit = answerFit(kind, document.sentence(index), names);
  const own = base.get(index)!;
  const before = document.inOneParagraph(index - 1, index) ? base.get(index - 1) : undefined;
  const carried =
    before !== undefined &&
    CARRY * before > own &&
    answerFit(kind, document.sentence(index - 1), names) < fit;
  const score = (carried ? CARRY * before : own) + FIT * fit;
  return { index, from: carried ? index - 1 : index, to: index, score, fit };
}

function passagesOf(scored: Candidate[], document: SentencedDocument, support: Support): Ranked[] {
  const ranked: (Ranked & { from: number; to: number })[] = [];
  for (const candidate of scored) {
    const { index, score } = candidate;
    if (ranked.some(({ from, to }) => index >= from && index <= to)) continue;
    const isNear = (other: number): boolean =>
      document.inOneParagraph(other, index) && Math.abs(other - index) <= 2;
    const [second = 0, third = 0] = scored
      .filter((other) => !isNear(other.index))
      .map((other) => other.score);
    const { from, to } = withNeighbours(candidate, scored, document);
    ranked.push({
      from,
      to,
      passage: document.passage(from, to),
      features: {
        base: score - FIT * candidate.fit,
        lead: score - (second + third) / 2,
        fit: support.requiredIsAbsent ? 0 : candidate.fit,
        support: support.mean,
      },
    });
    if (ranked.length === PASSAGES) break;
  }
  return ranked;
}

function withNeighbours(
  best: Candidate,
  scored: Candidate[],
  document: SentencedDocument,
): { from: number; to: number } {
  let { from, to } = best;
  for (const { index, score } of scored) {
    if (score < NEIGHBOUR * best.score) break;
    const [low, high] = [Math.min(from, index), Math.max(to, index)];
    if (high - low <= 2 && document.inOneParagraph(low, high)) [from, to] = [low, high];
  }
  return { from, to };
}

/** Fitted by logistic regression to the questions that the evaluation calls "tuned on". */
function likelihood({ base, lead, fit, support }: Ranked['features']): number {
  return sigmoid(3 * (3 * base + 2 * lead + 6 * support - (fit === 0 ? 3 : 0) - 1.35));
}

/** Parts of a long sentence: a list of facts is close to no question as a whole. */
function splitClauses(sentence: string): string[] {
  const parts = sentence
    .split(/[,;:] | and | but /)
    .map((part) => part.trim())
    .filter((part) => part.includes(' '));
  return parts.length > 1 ? parts : [];
}

/** Which sentences to embed: all of a normal document, those that share words of a huge one. */
function worthReading(coverage: number[]): number[] {
  const order = coverage.map((_, index) => index);
  if (order.length <= MAX_SENTENCES) return order;
  return order
    .sort((a, b) => coverage[b]! - coverage[a]!)
    .slice(0, MAX_SENTENCES)
    .sort((a, b) => a - b);
}
