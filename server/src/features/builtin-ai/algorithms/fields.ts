import { RE2JS } from 're2js';
import type { ExtractField } from '../../../engine/builtin-ai.js';
import { compilePattern, PatternError } from '../../../engine/regex.js';
import { findEmails, findPhones, findUrls } from './contacts.js';
import { findDates } from './dates.js';
import { InputFault } from './input-fault.js';
import { findMoney } from './money.js';
import type { Span } from './text.js';

/**
 * The values of one field, the best first. A value counts when it has the field's shape; the nearer
 * it stands behind one of the field's words, the better. Without any of these words in the text only a
 * shape that is special enough ("A-12345") is looked for on its own.
 */
export function findField(field: ExtractField, text: string, now: string): string[] {
  const shape = field.shape?.trim() || (field.pattern === undefined ? 'code' : '');
  const candidates = (
    field.pattern === undefined ? ofShape(field, shape, text, now) : matches(compile(field), text)
  ).slice(0, MAX_CANDIDATES);
  const anchors = anchorsOf(field, text);
  const near = candidates
    .map((candidate) => ({
      candidate,
      distance: Math.min(...anchors.map((anchor) => distance(anchor, candidate, text))),
    }))
    .filter(({ distance: far }) => far <= REACH)
    .sort((a, b) => a.distance - b.distance)
    .map(({ candidate }) => candidate);
  const free =
    field.pattern !== undefined || isExample(shape) || ['email', 'url', 'phone'].includes(shape);
  const found = near.length > 0 || !free ? near : candidates;
  return [...new Set(found.map(({ text: value }) => value))];
}

/** Each value is held against each place of the words: bounded, or a hostile text takes minutes. */
const MAX_CANDIDATES = 1_000;
const MAX_ANCHORS = 200;
/** How far from its word a value may stand, in characters; a new sentence counts as a stretch of them. */
const REACH = 60;
const SENTENCE_COST = 40;
/** Values usually follow their word: "order A-12345". */
const BEFORE_COST = 25;

function anchorsOf({ name, near }: ExtractField, text: string): Span[] {
  const phrases =
    near && near.length > 0
      ? near
      : [name, name.replace(/([a-z\d])([A-Z])/g, '$1 $2').replace(/[_-]+/g, ' ')];
  const found: Span[] = [];
  for (const phrase of new Set(phrases.map((word) => word.trim()).filter((word) => word !== ''))) {
    const pattern = new RegExp(
      `(?<![\\p{L}\\p{N}])${escape(phrase).replace(/\s+/g, '\\s+')}s?(?![\\p{L}])`,
      'giu',
    );
    for (const match of text.matchAll(pattern))
      found.push({ text: match[0], start: match.index, end: match.index + match[0].length });
  }
  return found.slice(0, MAX_ANCHORS);
}

function distance(anchor: Span, value: Span, text: string): number {
  if (value.start >= anchor.end)
    return value.start - anchor.end + crossings(text.slice(anchor.end, value.start));
  if (value.end <= anchor.start)
    return BEFORE_COST + anchor.start - value.end + crossings(text.slice(value.end, anchor.start));
  // "SN 4490": a value may begin with the word itself, but must not be the word.
  return value.end > anchor.end ? 0 : Infinity;
}

const crossings = (between: string): number =>
  SENTENCE_COST * (between.match(/[.!?]\s|\n/g)?.length ?? 0);

function ofShape(field: ExtractField, shape: string, text: string, now: string): Span[] {
  switch (shape) {
    case 'number':
      return pick(/(?<![\w.,-])#?([+-]?\d+(?:[ .,]\d{3})*(?:[.,]\d+)?)(?![\w]|[-/]\d)/g, text);
    case 'code':
      return pick(/(?<![\w-])#?((?=[\w./-]*\d)[A-Za-z\d]+(?:[-./_][A-Za-z\d]+)*)(?![\w])/g, text);
    case 'text':
      return textAfter(field, text);
    case 'date':
      return findDates(text, now).map(({ date, start, end }) => ({ text: date, start, end }));
    case 'money':
      return findMoney(text);
    case 'email':
      return findEmails(text);
    case 'phone':
      return findPhones(text);
    case 'url':
      return findUrls(text);
    default:
      if (!isExample(shape)) {
        throw new InputFault(
          `Field "${field.name}": "${shape}" is neither a known shape nor an example. Give an example value with a digit in it, such as A-12345.`,
        );
      }
      return matches(exampleAsPattern(shape), text);
  }
}

const isExample = (shape: string): boolean => /\d/.test(shape) && shape.length <= 80;

/** "A-12345" as a pattern: letters for letters, about as many digits for digits, the rest for itself. */
export function exampleAsPattern(example: string): RE2JS {
  const parts = [...example.matchAll(/\p{Lu}+|\p{Ll}+|\d+|\s+|./gsu)].map(([run]) => {
    if (/^\d/.test(run))
      return run.length <= 2
        ? `[0-9]{1,${run.length + 1}}`
        : `[0-9]{${run.length - 1},${run.length + 2}}`;
    if (/^\p{Lu}/u.test(run)) return `\\p{Lu}{${run.length}}`;
    if (/^\p{Ll}/u.test(run)) return `\\p{Ll}{${run.length}}`;
    return /^\s/.test(run) ? '\\s+' : escape(run);
  });
  return RE2JS.compile(`(?:^|[^\\p{L}\\p{N}])(${parts.join('')})(?:$|[^\\p{L}\\p{N}])`);
}

/** What stands behind the word, up to the end of the phrase: "donor: Ingrid Sørensen." */
function textAfter(field: ExtractField, text: string): Span[] {
  return anchorsOf(field, text).flatMap(({ end }) => {
    const match =
      /^\s*(?:(?:is|are|was|number|no\.?|name)\b)?\s*[:=#–-]?\s*([^\n,;.!?]{1,120}(?:\.(?=\p{L}\.)[^\n,;.!?]{1,40})*)/u.exec(
        text.slice(end, end + 220),
      );
    const value = match?.[1]?.trim();
    if (!match || !value || !/[\p{L}\p{N}]/u.test(value)) return [];
    const start = end + match[0].lastIndexOf(match[1]!);
    return [{ text: value, start, end: start + value.length }];
  });
}

function compile({ name, pattern = '' }: ExtractField): RE2JS {
  try {
    return compilePattern(pattern, 'm');
  } catch (error) {
    if (error instanceof PatternError)
      throw new InputFault(`Field "${name}" has a pattern that ${error.message}.`, {
        cause: error,
      });
    throw error;
  }
}

/** Group 1 where there is one, else the whole match. */
function matches(pattern: RE2JS, text: string): Span[] {
  const found: Span[] = [];
  const matcher = pattern.matcher(text);
  let from = 0;
  while (from <= text.length && matcher.find(from)) {
    const group = pattern.groupCount() > 0 && matcher.group(1) != null ? 1 : 0;
    const [start, end] = [matcher.start(group), matcher.end(group)];
    if (end > start) found.push({ text: text.slice(start, end), start, end });
    // From the value's end, not the match's: the character after one value may lead in the next.
    from = Math.max(end, matcher.start() + 1);
  }
  return found;
}

function pick(pattern: RegExp, text: string): Span[] {
  return [...text.matchAll(pattern)].map((match) => {
    const value = match[1] ?? match[0];
    const start = match.index + match[0].indexOf(value);
    return { text: value, start, end: start + value.length };
  });
}

const escape = (literal: string): string => literal.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
