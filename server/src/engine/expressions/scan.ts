/**
 * Reads the outline of a JSONata expression without parsing it: where the text of a template's
 * `{{ }}` ends, and whether the expression is of a size that the parser can take. Knows strings,
 * quoted names, comments, regular expressions and brackets, nothing more.
 */

/** Deepest nesting of brackets in an expression. */
const MAX_NESTING = 60;
/** The parser copies the left side of `?:` and `??`; nested on the left, each level doubles the tree. */
const MAX_DEFAULT_NESTING = 3;

const OPENING = new Set(['(', '[', '{']);
const CLOSING = new Set([')', ']', '}']);
const NAME = /[\p{L}\p{N}_$]/u;

export interface Outline {
  /** Index of the `}}` that ends the expression, or the length of the text. */
  end: number;
  closed: boolean;
  problem: string | null;
}

interface Level {
  /** How deep `?:` and `??` are nested in the operand that is being read. */
  operand: number;
  deepest: number;
}

/** Reads an expression that begins at `start`; with `closing` it ends at a `}}` outside brackets. */
export function scanExpression(text: string, start: number, closing: boolean): Outline {
  const levels: Level[] = [{ operand: 0, deepest: 0 }];
  let problem: string | null = null;
  let operandBefore = false;
  let at = start;
  while (at < text.length) {
    const char = text[at] as string;
    const pair = text.slice(at, at + 2);
    const level = levels[levels.length - 1] as Level;
    if (closing && levels.length === 1 && pair === '}}') return { end: at, closed: true, problem };
    if (char === '"' || char === "'" || char === '`') {
      at = endOfQuoted(text, at, char);
      operandBefore = true;
    } else if (pair === '/*') {
      const end = text.indexOf('*/', at + 2);
      at = end < 0 ? text.length : end + 2;
    } else if (char === '/' && !operandBefore) {
      at = endOfRegex(text, at);
      operandBefore = true;
    } else if (OPENING.has(char)) {
      levels.push({ operand: 0, deepest: 0 });
      if (levels.length > MAX_NESTING)
        problem ??= `is nested more than ${MAX_NESTING} brackets deep`;
      operandBefore = false;
      at++;
    } else if (CLOSING.has(char)) {
      if (levels.length > 1) {
        levels.pop();
        const outer = levels[levels.length - 1] as Level;
        outer.operand = Math.max(outer.operand, level.deepest, level.operand);
      }
      operandBefore = true;
      at++;
    } else if (pair === '??' || pair === '?:') {
      level.deepest = Math.max(level.deepest, level.operand + 1);
      level.operand = 0;
      if (level.deepest > MAX_DEFAULT_NESTING) {
        problem ??= `nests \`?:\` and \`??\` more than ${MAX_DEFAULT_NESTING} levels deep on their left side`;
      }
      operandBefore = false;
      at += 2;
    } else if (char === ',' || char === ';') {
      level.deepest = Math.max(level.deepest, level.operand);
      level.operand = 0;
      operandBefore = false;
      at++;
    } else if (NAME.test(char)) {
      const begin = at;
      while (at < text.length && NAME.test(text[at] as string)) at++;
      operandBefore = !['and', 'or', 'in'].includes(text.slice(begin, at));
    } else {
      if (!/\s/.test(char)) operandBefore = false;
      at++;
    }
  }
  return { end: text.length, closed: false, problem };
}

function endOfQuoted(text: string, start: number, quote: string): number {
  let at = start + 1;
  while (at < text.length && text[at] !== quote) at += text[at] === '\\' && quote !== '`' ? 2 : 1;
  return at + 1;
}

function endOfRegex(text: string, start: number): number {
  let depth = 0;
  for (let at = start + 1; at < text.length; at++) {
    const char = text[at] as string;
    if (char === '\\') at++;
    else if (OPENING.has(char)) depth++;
    else if (CLOSING.has(char)) depth--;
    else if (char === '/' && depth === 0) return at + 1;
  }
  return text.length;
}
