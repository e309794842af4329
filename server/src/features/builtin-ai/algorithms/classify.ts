import type { ClassifyInput, ClassifyLabel, ClassifyOutput } from '../../../engine/builtin-ai.js';
import { knownTopics, shareTopics, type KnownTopics, type Topic } from './known-topics.js';
import { letterBody } from './letter.js';
import { splitSentences } from './text.js';
import { centroid, dot, round, sigmoid, softmax, type Embedder, type Vector } from './vectors.js';

/**
 * Which label fits a text?
 *
 * 1. Greeting, signature and quoted replies are cut; the rest counts as a whole and per sentence,
 *    because one sentence often says what a letter is about.
 * 2. A label is up to three directions: its description and the phrases in it, its examples, and the
 *    topics of everyday work that it is about (`topics.ts`), which know how people write about
 *    them. A label with a description alone is understood that way nearly as well as one with examples.
 * 3. All is measured relative to what everyday texts share, see `KnownTopics.centred`.
 * 4. Confidence is that of the weaker of two answers: is it one of these labels at all, rather than a
 *    topic that no label is about; and is it this one, rather than the second? The weights were
 *    set on the cases that the evaluation calls "tuned on".
 */
export async function classify(
  embedder: Embedder,
  input: ClassifyInput,
): Promise<Omit<ClassifyOutput, 'warning'>> {
  const known = await knownTopics(embedder);
  const body = letterBody(input.text);
  const [whole, ...parts] = (await embedder.embed([body, ...pieces(body)])).map(known.centred);
  const text: Text = { whole: whole!, parts };
  const { labels, foreign } = await prepare(embedder, input.labels, known);

  const ranked = labels
    .map((label) => ({
      label: label.name,
      evidence: throughout(text, (vector) => fit(label, vector)),
    }))
    .sort((a, b) => b.evidence - a.evidence);
  const [first, second] = ranked;
  const elsewhere = Math.max(
    0,
    ...foreign.map((topic) => throughout(text, (vector) => dot(topic.direction, vector))),
  );
  const isOne = sigmoid(SHARPNESS * (first!.evidence - ELSEWHERE * elsewhere - UNSURE_POINT));
  const isThis = sigmoid(SHARPNESS * (first!.evidence - (second?.evidence ?? 0)));
  const confidence = round(Math.min(isOne, isThis));
  const unsure = confidence < (input.threshold ?? 0.5);
  const shares = softmax(
    ranked.map(({ evidence }) => evidence),
    SHARE_TEMPERATURE,
  );
  return {
    label: unsure && input.unsureLabel !== undefined ? input.unsureLabel : first!.label,
    best: first!.label,
    confidence,
    margin: round((shares[0] ?? 0) - (shares[1] ?? 0)),
    unsure,
    scores: ranked.map(({ label }, i) => ({ label, score: round(shares[i] ?? 0) })),
  };
}

const MAX_EXAMPLES = 20;
const MAX_PIECES = 16;
const DESCRIPTION = 0.5;
const TOPIC = 1;
const EXAMPLES = 1.5;
const SENTENCES = 0.5;
const ELSEWHERE = 0.7;
const UNSURE_POINT = -0.04;
const SHARPNESS = 20;
const SHARE_TEMPERATURE = 0.08;

interface Text {
  whole: Vector;
  parts: Vector[];
}
interface PreparedLabel {
  name: string;
  description: Vector;
  topics: Topic[];
  examples: Vector | null;
}

async function prepare(
  embedder: Embedder,
  labels: ClassifyLabel[],
  known: KnownTopics,
): Promise<{ labels: PreparedLabel[]; foreign: Topic[] }> {
  const titles = await embedder.embed(
    labels.map(({ name, description }) =>
      description?.trim() ? `${name}: ${description.trim()}` : name,
    ),
  );
  const { borrowed, foreign } = shareTopics(known, titles);
  const prepared: PreparedLabel[] = [];
  for (const [i, { name, description, examples = [] }] of labels.entries()) {
    const phrases = await embedder.embed(splitPhrases(description?.trim() || name));
    const given = examples.filter((text) => text.trim() !== '').slice(0, MAX_EXAMPLES);
    const vectors = await embedder.embed(given.map(letterBody));
    prepared.push({
      name,
      description: centroid([titles[i]!, ...phrases].map(known.centred)),
      topics: borrowed[i]!,
      examples: vectors.length > 0 ? centroid(vectors.map(known.centred)) : null,
    });
  }
  return { labels: prepared, foreign };
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

/** Evidence in the text as a whole and, for a smaller part, in its sentences on average. */
function throughout({ whole, parts }: Text, evidence: (vector: Vector) => number): number {
  const average = parts.reduce((sum, part) => sum + evidence(part), 0) / parts.length;
  return (evidence(whole) + SENTENCES * average) / (1 + SENTENCES);
}

function fit({ description, topics, examples }: PreparedLabel, vector: Vector): number {
  let [sum, weight] = [DESCRIPTION * dot(description, vector), DESCRIPTION];
  if (topics.length > 0) {
    sum += TOPIC * Math.max(...topics.map((topic) => dot(topic.direction, vector)));
    weight += TOPIC;
  }
  if (examples) {
    sum += EXAMPLES * dot(examples, vector);
    weight += EXAMPLES;
  }
  return sum / weight;
}
