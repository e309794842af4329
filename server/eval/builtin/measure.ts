import type { ClassifyLabel, ExtractKind, ExtractOutput } from '../../src/engine/builtin-ai.js';
import { classify } from '../../src/features/builtin-ai/algorithms/classify.js';
import { extract } from '../../src/features/builtin-ai/algorithms/extract.js';
import { find } from '../../src/features/builtin-ai/algorithms/find.js';
import { detectLanguage } from '../../src/features/builtin-ai/algorithms/language.js';
import type { Embedder } from '../../src/features/builtin-ai/algorithms/vectors.js';
import type { DocumentCase } from './cases/documents.js';
import { extractionNow, type ExtractCase } from './cases/extraction.js';
import { languageCases } from './cases/languages.js';
import type { EmailCase } from './cases/labels.js';
import { plainClassify, plainFind } from './plain.js';

/** `part` of `of`, as the table shows it. */
export interface Share {
  part: number;
  of: number;
}
const share = (values: boolean[]): Share => ({
  part: values.filter(Boolean).length,
  of: values.length,
});

/** One answer of either method, and whether it should have been refused. */
interface Answer {
  right: boolean;
  /** The case has an answer. */
  answerable: boolean;
  hard: boolean;
  /** The method stood by its answer. */
  sure: boolean;
  score: number;
  note: string;
}

export interface Scores {
  right: Share;
  hard: Share;
  /** Right, and not refused. */
  given: Share;
  /** Of what has no answer, refused. */
  refused: Share;
  answers: Answer[];
}

const summarise = (answers: Answer[]): Scores => {
  const answerable = answers.filter((answer) => answer.answerable);
  return {
    right: share(answerable.map((answer) => answer.right)),
    hard: share(answerable.filter((answer) => answer.hard).map((answer) => answer.right)),
    given: share(answerable.map((answer) => answer.right && answer.sure)),
    refused: share(answers.filter((answer) => !answer.answerable).map((answer) => !answer.sure)),
    answers,
  };
};

/** The plain method gets the fixed threshold that suits the development cases best. */
export function bestThreshold(answers: Answer[]): number {
  const value = (threshold: number): number => {
    const { given, refused } = summarise(
      answers.map((answer) => ({ ...answer, sure: answer.score >= threshold })),
    );
    return given.part / given.of + refused.part / refused.of;
  };
  return answers
    .map((answer) => answer.score)
    .reduce((best, at) => (value(at) > value(best) ? at : best), 0);
}

export const withThreshold = ({ answers }: Scores, threshold: number): Scores =>
  summarise(answers.map((answer) => ({ ...answer, sure: answer.score >= threshold })));

export async function measureClassify(
  embedder: Embedder,
  cases: EmailCase[],
  labels: ClassifyLabel[],
  plain: boolean,
): Promise<Scores> {
  const answers: Answer[] = [];
  for (const { label, hard = false, text } of cases) {
    const { best, score, sure } = plain
      ? { ...(await plainClassify(embedder, text, labels)), sure: true }
      : await classify(embedder, { text, labels }).then((answer) => ({
          best: answer.best,
          score: answer.confidence,
          sure: !answer.unsure,
        }));
    const note = `${label ?? 'none'} -> ${best} ${score.toFixed(2)}: ${text.slice(0, 60).replace(/\s+/g, ' ')}`;
    answers.push({ right: best === label, answerable: label !== null, hard, sure, score, note });
  }
  return summarise(answers);
}

export async function measureFind(
  embedder: Embedder,
  documents: DocumentCase[],
  plain: boolean,
): Promise<Scores & { words: number }> {
  const answers: Answer[] = [];
  let words = 0;
  for (const { text, questions } of documents) {
    for (const { question, answer } of questions) {
      const found = plain
        ? { ...(await plainFind(embedder, question, text)), sure: true }
        : await best(embedder, question, text);
      const right = answer !== null && found.passage.includes(answer);
      words += found.passage.split(/\s+/).length;
      answers.push({
        right,
        answerable: answer !== null,
        hard: false,
        sure: found.sure,
        score: found.score,
        note: `${answer ?? 'none'} ${found.score.toFixed(2)}: ${question} -> ${found.passage.slice(0, 80)}`,
      });
    }
  }
  return { ...summarise(answers), words: Math.round(words / answers.length) };
}

/** The best passage, whether it was stood by or not. */
async function best(
  embedder: Embedder,
  question: string,
  text: string,
): Promise<{ passage: string; score: number; sure: boolean }> {
  const answer = await find(embedder, { question, text });
  return {
    passage: answer.passage ?? answer.alternatives[0]?.passage ?? '',
    score: answer.score,
    sure: answer.found,
  };
}

export interface Found {
  /** What should be found, and was. */
  recall: Share;
  /** What was found, and should be. */
  precision: Share;
  notes: string[];
}

/** Per kind, and `fields` for the maker's own. */
export async function measureExtract(
  embedder: Embedder,
  cases: ExtractCase[],
): Promise<Map<string, Found>> {
  const found = new Map<string, Found>();
  const count = (
    kind: string,
    expected: string[],
    got: string[],
    hit: (e: string, g: string) => boolean,
  ): void => {
    const entry = found.get(kind) ?? {
      recall: { part: 0, of: 0 },
      precision: { part: 0, of: 0 },
      notes: [],
    };
    found.set(kind, entry);
    const missed = expected.filter((e) => !got.some((g) => hit(e, g)));
    const extra = got.filter((g) => !expected.some((e) => hit(e, g)));
    entry.recall.part += expected.length - missed.length;
    entry.recall.of += expected.length;
    entry.precision.part += got.length - extra.length;
    entry.precision.of += got.length;
    for (const value of missed) entry.notes.push(`${kind} missed: ${value}`);
    for (const value of extra) entry.notes.push(`${kind} wrongly found: ${value}`);
  };
  for (const { text, expected, fields = [], expectedFields = {} } of cases) {
    const kinds = Object.keys(expected) as ExtractKind[];
    const output = await extract(embedder, { text, what: kinds, fields, now: extractionNow });
    for (const kind of kinds) {
      const part = kind === 'actionItems'; // the wording around it is free
      count(kind, expected[kind] ?? [], valuesOf(output, kind), (e, g) =>
        part ? g.includes(e) : g === e,
      );
    }
    for (const [name, value] of Object.entries(expectedFields)) {
      const got = output.fields[name] ?? null;
      count('fields', value === null ? [] : [value], got === null ? [] : [got], (e, g) => e === g);
    }
  }
  return found;
}

function valuesOf(output: Omit<ExtractOutput, 'warning'>, kind: ExtractKind): string[] {
  if (kind === 'dates') return (output.dates ?? []).map(({ date }) => date);
  if (kind === 'money')
    return (output.money ?? []).map(({ amount, currency }) => `${amount} ${currency}`);
  if (kind === 'actionItems') return (output.actionItems ?? []).map(({ text }) => text);
  return output[kind] ?? [];
}

export const measureLanguages = (): Share =>
  share(languageCases.map(({ text, language }) => detectLanguage({ text }).language === language));
