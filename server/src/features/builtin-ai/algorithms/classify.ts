import type { ClassifyInput, ClassifyLabel, ClassifyOutput } from '../../../engine/builtin-ai.js';
import { BACKGROUND } from './background.js';
import { letterBody } from './letter.js';
import { splitSentences } from './text.js';
import { dot, round, sigmoid, softmax, type Embedder, type Vector } from './vectors.js';

/**
 * Which label fits a text?
 *
 * 1. Greeting, signature and quoted replies are cut; the rest counts as a whole and per sentence,
 *    because one sentence often says what a letter is about.
 * 2. A label is several prototypes: its description as a whole, each phrase of it, each example.
 *    The best prototype counts, not the average of all: examples of one label differ.
 * 3. Similarity to a prototype is taken relative to that prototype's similarity to everyday texts
 *    (`BACKGROUND`), so that a vague description does not win because it is close to everything.
 * 4. Confidence asks two things: is the best label clearly ahead of the second, and is the text
 *    closer to the label than to the everyday texts? The weights were set on the development cases.
 */
export async function classify(
  embedder: Embedder,
  input: ClassifyInput,
): Promise<Omit<ClassifyOutput, 'warning'>> {
  const background = await embedder.embed(BACKGROUND);
  const body = letterBody(input.text);
  const [whole, ...parts] = await embedder.embed([body, ...pieces(body)]);
  const text = { whole: whole!, parts };

  const labels: PreparedLabel[] = [];
  for (const label of input.labels) labels.push(await prepare(embedder, label, background));

  const ranked = labels
    .map((label) => ({ label: label.name, evidence: evidenceFor(label, text) }))
    .sort((a, b) => b.evidence - a.evidence);
  const [first, second] = ranked;
  const lead = first!.evidence - (second?.evidence ?? 0);
  const belongs =
    first!.evidence +
    LEAD * lead -
    OUTSIDE * outside(labels, text.whole, background) -
    UNSURE_POINT;
  // As certain as the weaker of two answers: is it one of these at all, and is it this one?
  const confidence = Math.min(sigmoid(SHARPNESS * belongs), sigmoid(LEAD_SHARPNESS * lead));
  const unsure = confidence < (input.threshold ?? 0.5);
  const shares = softmax(
    ranked.map((label) => label.evidence),
    SHARE_TEMPERATURE,
  );
  return {
    label: unsure && input.unsureLabel !== undefined ? input.unsureLabel : first!.label,
    best: first!.label,
    confidence: round(confidence),
    margin: round((shares[0] ?? 0) - (shares[1] ?? 0)),
    unsure,
    scores: ranked.map((label, i) => ({ label: label.label, score: round(shares[i] ?? 0) })),
  };
}

const MAX_EXAMPLES = 20;
const MAX_PIECES = 16;
const LEAD = 0.5;
const OUTSIDE = 0.5;
const UNSURE_POINT = 0.2;
const SHARPNESS = 1.5;
const LEAD_SHARPNESS = 5;
const SHARE_TEMPERATURE = 0.6;
/** Examples are closer to a text than descriptions are: what to take off so that both can compete. */
const EXAMPLE_HEAD_START = 0.4;
/** Similarities are differences of cosines; in tenths they are about as large as the weights. */
const SCALE = 10;

interface Text {
  whole: Vector;
  parts: Vector[];
}
/** A vector and how close everyday texts are to it on average. */
interface Prototype {
  vector: Vector;
  usual: number;
}
interface PreparedLabel {
  name: string;
  description: Prototype;
  phrases: Prototype[];
  examples: Prototype[];
}

async function prepare(
  embedder: Embedder,
  label: ClassifyLabel,
  background: Vector[],
): Promise<PreparedLabel> {
  const description = label.description?.trim();
  const phrases = splitPhrases(description || label.name);
  const examples = (label.examples ?? [])
    .filter((text) => text.trim() !== '')
    .slice(0, MAX_EXAMPLES)
    .map(letterBody);
  const vectors = await embedder.embed([
    description ? `${label.name}: ${description}` : label.name,
    ...phrases,
    ...examples,
  ]);
  const [whole, ...rest] = vectors.map((vector) => ({
    vector,
    usual: background.reduce((sum, text) => sum + dot(text, vector), 0) / background.length,
  }));
  return {
    name: label.name,
    description: whole!,
    phrases: rest.slice(0, phrases.length),
    examples: rest.slice(phrases.length),
  };
}

/** "late, missing or damaged parcels" says several things; each is compared on its own. */
export function splitPhrases(description: string): string[] {
  const phrases = description
    .split(/[,;:.\n]| and | or /)
    .map((phrase) => phrase.trim())
    .filter((phrase) => phrase.length > 2);
  return phrases.length > 0 ? phrases.slice(0, MAX_PIECES) : [description];
}

/** Sentences; of a long text, groups of neighbours, so that the work stays bounded. */
function pieces(body: string): string[] {
  const sentences = splitSentences(body);
  if (sentences.length === 0) return [body];
  const size = Math.ceil(sentences.length / MAX_PIECES);
  return Array.from({ length: Math.ceil(sentences.length / size) }, (_, i) => {
    const group = sentences.slice(i * size, (i + 1) * size);
    return body.slice(group[0]!.start, group.at(-1)!.end);
  });
}

function evidenceFor(label: PreparedLabel, text: Text): number {
  const described =
    (closeness(label.description, text.whole) + sentenceCloseness(label.phrases, text)) / 2;
  if (label.examples.length === 0) return described;
  const nearest = Math.max(...label.examples.map((example) => closeness(example, text.whole)));
  return (
    (nearest + sentenceCloseness(label.examples, text) + described / 4) / 2.25 - EXAMPLE_HEAD_START
  );
}

const closeness = (prototype: Prototype, vector: Vector): number =>
  SCALE * (dot(prototype.vector, vector) - prototype.usual);

/** Average over the sentences of the best prototype for each. */
const sentenceCloseness = (prototypes: Prototype[], text: Text): number =>
  text.parts.reduce(
    (sum, part) => sum + Math.max(...prototypes.map((p) => closeness(p, part))),
    0,
  ) / text.parts.length;

/** How close the text is to everyday texts that belong to none of the labels. */
function outside(labels: PreparedLabel[], text: Vector, background: Vector[]): number {
  const prototypes = labels.flatMap((label) => [
    label.description,
    ...label.phrases,
    ...label.examples,
  ]);
  const foreign = background.filter((everyday) =>
    prototypes.every((p) => dot(p.vector, everyday) < CLAIMED),
  );
  const nearest = foreign
    .map((everyday) => dot(everyday, text))
    .sort((a, b) => b - a)
    .slice(0, 3);
  // The nearest one counts as much as the three nearest together: both are noisy alone.
  return nearest.length === 0
    ? 0
    : (SCALE * ((nearest[0] ?? 0) + nearest.reduce((a, b) => a + b, 0) / nearest.length)) / 2;
}
/** Cosine from which an everyday text is about the subject of a label. */
const CLAIMED = 0.45;
