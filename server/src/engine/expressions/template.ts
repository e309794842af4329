/**
 * Templates: any JSON whose strings may hold `{{ expressions }}`. A string that is one expression
 * keeps the type of its value; otherwise the values are put into the text. An expression that gives
 * nothing puts nothing into a text, and leaves its property or item out, except in parts that keep
 * their shape: there it gives null.
 */

import { escapePointerPart, isForbiddenKey, MAX_JSON_SIZE } from '../json.js';
import type { Fault, JsonValue } from '../types.js';
import { ExpressionError, ExpressionFault } from './errors.js';
import { parseExpression, type Expression, type ExpressionData } from './expression.js';
import type { RunScope } from './functions.js';
import { scanExpression } from './scan.js';

type Rendered = JsonValue | undefined;
type Render = (data: ExpressionData, scope: RunScope) => Rendered | Promise<Rendered>;

/** An expression and where it stands. */
export interface PlacedExpression {
  pointer: string;
  expression: Expression;
}

export interface Template {
  expressions: PlacedExpression[];
  /** The template itself when it holds no expression. */
  render: Render;
}

/** Parses a template; what is wrong with its expressions is added to `faults`. `shaped`: parts that keep their shape. */
export function parseTemplate(
  source: JsonValue,
  pointer: string,
  faults: Fault[],
  { shaped = [] }: { shaped?: readonly string[] } = {},
): Template {
  const expressions: PlacedExpression[] = [];
  const isShaped = shaped.includes(pointer);
  const render = parseNode(source, pointer, { expressions, faults, shaped, isShaped });
  return { expressions, render: render ?? (() => source) };
}

/** Parses a condition: an expression, with or without its braces. */
export function parseCondition(
  source: string,
  pointer: string,
  faults: Fault[],
): PlacedExpression | null {
  const parts = splitText(source);
  const only = parts.length === 1 ? parts[0] : undefined;
  if (parts.some((part) => part.kind !== 'text') && only?.kind !== 'expression') {
    faults.push({
      pointer,
      detail: 'A condition is one expression: nothing may stand beside the braces.',
    });
    return null;
  }
  const expression = parseAt(only?.kind === 'expression' ? only.text : source, pointer, faults);
  return expression && { pointer, expression };
}

interface Parsing {
  expressions: PlacedExpression[];
  faults: Fault[];
  /** Pointers of the parts that keep their shape. */
  shaped: readonly string[];
  /** True inside such a part. */
  isShaped: boolean;
}

/** How to render a node; null when it is constant. */
function parseNode(node: JsonValue, pointer: string, parsing: Parsing): Render | null {
  if (typeof node === 'string')
    return node.includes('{{') ? parseText(node, pointer, parsing) : null;
  if (node === null || typeof node !== 'object') return null;
  const isList = Array.isArray(node);
  const entries = Object.entries(node).map(([key, value]) => {
    const at = `${pointer}/${escapePointerPart(key)}`;
    if (!isList && isForbiddenKey(key))
      parsing.faults.push({ pointer: at, detail: `The key "${key}" is not allowed.` });
    const isShaped = parsing.isShaped || parsing.shaped.includes(at);
    return { key, value, render: parseNode(value, at, { ...parsing, isShaped }) };
  });
  if (entries.every((entry) => entry.render === null)) return null;
  return (data, scope) => {
    const assemble = (settled: Rendered[]): JsonValue => {
      const kept = settled.map((value) => (value === undefined && parsing.isShaped ? null : value));
      if (isList) return kept.filter((value) => value !== undefined);
      const object: Record<string, JsonValue> = {};
      entries.forEach(({ key }, index) => {
        const value = kept[index];
        if (value !== undefined) object[key] = value;
      });
      return object;
    };
    const parts = entries.map(
      (entry) => () => (entry.render ? entry.render(data, scope) : entry.value),
    );
    return renderAll(parts, assemble);
  };
}

function parseText(source: string, pointer: string, parsing: Parsing): Render | null {
  const parts = splitText(source);
  if (parts.some((part) => part.kind === 'open')) {
    parsing.faults.push({
      pointer,
      detail: 'An expression begins with "{{" but has no closing "}}".',
    });
    return null;
  }
  const pieces = parts.map((part) => {
    if (part.kind === 'text') return part.text;
    const expression = parseAt(part.text, pointer, parsing.faults);
    if (expression) parsing.expressions.push({ pointer, expression });
    return expression;
  });
  if (pieces.includes(null)) return null;
  const [only] = pieces;
  if (pieces.length === 1 && only && typeof only === 'object')
    return (data, scope) => only.evaluate(data, scope);
  return (data, scope) => {
    const parts = pieces.map(
      (piece) => () =>
        typeof piece === 'string' ? piece : (piece as Expression).evaluate(data, scope),
    );
    return renderAll(parts, joinTexts);
  };
}

function parseAt(source: string, pointer: string, faults: Fault[]): Expression | null {
  try {
    return parseExpression(source.trim(), pointer);
  } catch (error) {
    if (!(error instanceof ExpressionFault)) throw error;
    faults.push({ pointer, detail: `The expression ${error.message}.` });
    return null;
  }
}

interface Part {
  kind: 'text' | 'expression' | 'open';
  text: string;
}

function splitText(source: string): Part[] {
  const parts: Part[] = [];
  let at = 0;
  for (;;) {
    const open = source.indexOf('{{', at);
    if (open < 0) break;
    if (open > at) parts.push({ kind: 'text', text: source.slice(at, open) });
    const { end, closed } = scanExpression(source, open + 2, true);
    parts.push({ kind: closed ? 'expression' : 'open', text: source.slice(open + 2, end) });
    at = closed ? end + 2 : source.length;
  }
  if (at < source.length) parts.push({ kind: 'text', text: source.slice(at) });
  return parts;
}

function joinTexts(values: Rendered[]): string {
  const texts = values.map(toText);
  const length = texts.reduce((sum, text) => sum + text.length, 0);
  if (length > MAX_JSON_SIZE) {
    throw new ExpressionError(
      'expression-size',
      `A text has at most ${MAX_JSON_SIZE} characters after its values are put in.`,
    );
  }
  return texts.join('');
}

/** How a value stands in a text: texts as they are, nothing for null, anything else as JSON. */
function toText(value: Rendered): string {
  if (typeof value === 'string') return value;
  return value === undefined || value === null ? '' : JSON.stringify(value);
}

/** Renders parts that belong together: at once when each of them can be, otherwise when all are there. */
function renderAll(
  parts: (() => Rendered | Promise<Rendered>)[],
  assemble: (values: Rendered[]) => JsonValue,
): JsonValue | Promise<JsonValue> {
  const values: (Rendered | Promise<Rendered>)[] = [];
  try {
    for (const render of parts) values.push(render());
  } catch (error) {
    // The others may fail as well, with nobody left to hear of it.
    Promise.all(values).catch(() => undefined);
    throw error;
  }
  return values.some(isPromise)
    ? Promise.all(values).then(assemble)
    : assemble(values as Rendered[]);
}

function isPromise(value: unknown): value is Promise<Rendered> {
  return value instanceof Promise;
}
