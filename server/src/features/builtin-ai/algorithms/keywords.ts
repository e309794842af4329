import nlp from 'compromise';
import type { KeywordsInput, KeywordsOutput } from '../../../engine/builtin-ai.js';
import { stem, STOP_WORDS } from './text.js';
import { centroid, dot, round, type Embedder, type Vector } from './vectors.js';

interface Phrase {
  text: string;
  stems: string;
  count: number;
  first: number;
}

/**
 * Words and phrases that a text is about: runs of nouns and adjectives, ranked by how often they occur and
 * how close they are to the text as a whole; one that repeats another is left out.
 */
export async function keywords(
  embedder: Embedder,
  input: KeywordsInput,
): Promise<Omit<KeywordsOutput, 'warning'>> {
  const text = input.text.slice(0, MAX_CHARACTERS);
  const phrases = phrasesOf(text);
  if (phrases.length === 0) return { keywords: [] };
  const vectors = await embedder.embed(phrases.map((phrase) => phrase.text));
  const subject = centroid(await embedder.embed(chunks(text)));
  const worth = phrases.map((phrase, i) => {
    const frequency = Math.log1p(phrase.count) * (1 + 0.25 * (phrase.text.split(' ').length - 1));
    return dot(vectors[i]!, subject) + FREQUENCY * frequency + EARLY / (1 + phrase.first / 400);
  });
  const order = worth.map((_, i) => i).sort((a, b) => worth[b]! - worth[a]!);
  const chosen: number[] = [];
  for (const i of order) {
    if (chosen.length === (input.count ?? 10)) break;
    if (!chosen.some((j) => repeats(phrases[i]!, phrases[j]!, vectors[i]!, vectors[j]!)))
      chosen.push(i);
  }
  const best = worth[chosen[0]!]!;
  return {
    keywords: chosen.map((i) => ({
      keyword: phrases[i]!.text,
      score: round(Math.max(0, worth[i]! / best)),
    })),
  };
}

const MAX_CHARACTERS = 60_000;
const MAX_PHRASES = 60;
const FREQUENCY = 0.18;
const EARLY = 0.05;
const SAME_MEANING = 0.75;

/** What compromise says about a word; its JSON has no type of its own. */
interface Sentence {
  terms: { text: string; post: string; tags: string[] }[];
}

/** Noun phrases of one to three words, the most frequent first. */
function phrasesOf(text: string): Phrase[] {
  const found = new Map<string, Phrase>();
  let run: { word: string; noun: boolean }[] = [];
  let offset = 0;
  const close = (): void => {
    for (let end = 1; end <= run.length; end++) {
      if (!run[end - 1]!.noun) continue;
      for (let start = Math.max(0, end - 3); start < end; start++) {
        note(
          found,
          run.slice(start, end).map(({ word }) => word),
          offset,
        );
      }
    }
    run = [];
  };
  for (const { terms } of nlp(text).json({ terms: { tags: true } }) as Sentence[]) {
    for (const { text: raw, post, tags } of terms) {
      offset += raw.length + post.length;
      const word = raw.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '').replace(/['’]s$/, '');
      const noun = tags.includes('Noun') && !tags.some((tag) => EMPTY.has(tag));
      const meaningful =
        (noun || tags.includes('Adjective')) &&
        /^\p{L}[\p{L}\p{N}-]+$/u.test(word) &&
        !STOP_WORDS.has(word.toLowerCase());
      if (!meaningful) close();
      else run.push({ word, noun });
      if (/[^\s'’"“”-]/.test(post)) close();
    }
    close();
  }
  const weight = ({ count, text: words }: Phrase): number =>
    count * (1 + 0.3 * (words.split(' ').length - 1));
  return [...found.values()]
    .sort((a, b) => weight(b) - weight(a) || a.first - b.first)
    .slice(0, MAX_PHRASES);
}

/** Nouns that name no subject: "it", "Tuesday", "twelve". */
const EMPTY = new Set([
  'Pronoun',
  'Date',
  'Value',
  'Money',
  'Email',
  'Url',
  'PhoneNumber',
  'WeekDay',
  'Month',
  'Duration',
]);

function note(found: Map<string, Phrase>, words: string[], first: number): void {
  const stems = words.map((word) => stem(word.toLowerCase())).join(' ');
  const phrase = found.get(stems);
  if (phrase) phrase.count++;
  else found.set(stems, { text: words.join(' '), stems, count: 1, first });
}

/** "scanner" beside "wireless scanner", or another word for the same. */
function repeats(a: Phrase, b: Phrase, vectorA: Vector, vectorB: Vector): boolean {
  const [shorter, longer] =
    a.stems.length <= b.stems.length ? [a.stems, b.stems] : [b.stems, a.stems];
  return (
    longer.split(' ').some((word) => shorter.split(' ').includes(word)) ||
    dot(vectorA, vectorB) > SAME_MEANING
  );
}

/** Pieces that fit the model, at most eight from all over the text. */
function chunks(text: string): string[] {
  const size = Math.max(800, Math.ceil(text.length / 8));
  const pieces: string[] = [];
  for (let from = 0; from < text.length; from += size)
    pieces.push(text.slice(from, from + Math.min(size, 800)));
  return pieces.filter((piece) => piece.trim() !== '');
}
