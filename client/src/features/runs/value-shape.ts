import { type JsonObject, type JsonValue, isJsonObject } from '@/features/tools/definition';
import type { RunStep } from './types';

/** How a value is best shown to a person. */
export type ValueShape =
  | { shape: 'nothing' }
  | { shape: 'flag'; value: boolean }
  | { shape: 'number'; value: number }
  | { shape: 'label'; text: string }
  | { shape: 'quote'; text: string }
  | { shape: 'link'; text: string }
  | { shape: 'text'; text: string }
  | { shape: 'days'; items: string[] }
  | { shape: 'chips'; items: string[] }
  | { shape: 'list'; items: JsonValue[] }
  | { shape: 'scores'; items: { name: string; score: number }[] }
  | { shape: 'sentences'; items: string[] }
  | { shape: 'dates'; items: { text: string; date: string; end: string | null }[] }
  | { shape: 'money'; items: { text: string; amount: number; currency: string }[] }
  | { shape: 'actions'; items: { text: string; owner: string | null; due: string | null }[] }
  | { shape: 'table'; columns: string[]; rows: JsonObject[] }
  | { shape: 'object'; entries: [string, JsonValue][] };

const MAX_CHIP_CHARS = 40;
const MAX_COLUMNS = 6;
/** A day, or a day and a time, as `extract` writes them. */
const DAY = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2})?$/;

/** Judges a value by its own form and, for texts, by the step that it came from. */
export function shapeOf(value: JsonValue, steps: readonly RunStep[] = []): ValueShape {
  if (value === null || value === '') return { shape: 'nothing' };
  if (typeof value === 'boolean') return { shape: 'flag', value };
  if (typeof value === 'number') return { shape: 'number', value };
  if (typeof value === 'string') return shapeOfText(value, steps);
  if (Array.isArray(value)) return shapeOfList(value);
  if (isDate(value)) return { shape: 'dates', items: [value] };
  if (isMoney(value)) return { shape: 'money', items: [value] };
  const entries = Object.entries(value);
  return entries.length === 0 ? { shape: 'nothing' } : { shape: 'object', entries };
}

function shapeOfText(text: string, steps: readonly RunStep[]): ValueShape {
  const from = steps.find(({ kind, output }) => {
    if (!isJsonObject(output)) return false;
    if (kind === 'classify') return output.label === text || output.best === text;
    if (kind === 'detectLanguage') return output.language === text || output.name === text;
    return kind === 'find' && output.passage === text;
  });
  if (from) return from.kind === 'find' ? { shape: 'quote', text } : { shape: 'label', text };
  // Only addresses of the web: any other scheme could be made to run a script.
  return /^https?:\/\/\S+$/.test(text) ? { shape: 'link', text } : { shape: 'text', text };
}

function shapeOfList(items: JsonValue[]): ValueShape {
  if (items.length === 0) return { shape: 'nothing' };
  if (items.every((item) => typeof item === 'string')) {
    if (items.every((item) => DAY.test(item))) return { shape: 'days', items };
    return items.every((item) => item.length <= MAX_CHIP_CHARS && !item.includes('\n'))
      ? { shape: 'chips', items }
      : { shape: 'list', items };
  }
  if (items.every(isDate)) return { shape: 'dates', items };
  if (items.every(isMoney)) return { shape: 'money', items };
  if (items.every(isAction)) return { shape: 'actions', items };
  if (items.every(isJsonObject)) {
    const scores = items.flatMap(toScore);
    if (scores.length === items.length) return { shape: 'scores', items: scores };
    const sentences = items.flatMap(toSentence);
    if (sentences.length === items.length) return { shape: 'sentences', items: sentences };
    const columns = [...new Set(items.flatMap((item) => Object.keys(item)))];
    if (columns.length > 0 && columns.length <= MAX_COLUMNS)
      return { shape: 'table', columns, rows: items };
  }
  return { shape: 'list', items };
}

const isText = (value: JsonValue | undefined): value is string => typeof value === 'string';
const isTextOrNull = (value: JsonValue | undefined): value is string | null =>
  value === null || typeof value === 'string';
const hasKeys = (value: JsonObject, ...keys: string[]): boolean =>
  Object.keys(value).length === keys.length && keys.every((key) => key in value);

const isDate = (value: JsonValue): value is { text: string; date: string; end: string | null } =>
  isJsonObject(value) &&
  hasKeys(value, 'text', 'date', 'end') &&
  isText(value.text) &&
  isText(value.date) &&
  isTextOrNull(value.end);
const isMoney = (value: JsonValue): value is { text: string; amount: number; currency: string } =>
  isJsonObject(value) &&
  hasKeys(value, 'text', 'amount', 'currency') &&
  isText(value.text) &&
  typeof value.amount === 'number' &&
  isText(value.currency);
const isAction = (
  value: JsonValue,
): value is { text: string; owner: string | null; due: string | null } =>
  isJsonObject(value) &&
  hasKeys(value, 'text', 'owner', 'due') &&
  isText(value.text) &&
  isTextOrNull(value.owner) &&
  isTextOrNull(value.due);

function toScore(value: JsonObject): { name: string; score: number }[] {
  const name = value.label ?? value.keyword;
  return hasKeys(value, 'label', 'score') || hasKeys(value, 'keyword', 'score')
    ? isText(name) && typeof value.score === 'number'
      ? [{ name, score: value.score }]
      : []
    : [];
}

function toSentence(value: JsonObject): string[] {
  const text = value.text ?? value.passage;
  return isText(text) && 'start' in value && 'end' in value ? [text] : [];
}
