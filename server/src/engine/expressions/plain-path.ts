/**
 * Most expressions only name a value: `inputs.email`, `steps.team.label`. They are read directly,
 * with the result that JSONata gives; where a list stands on the way, JSONata maps over it and the
 * interpreter takes over.
 */

import type { JsonValue } from '../types.js';
import type { AstNode } from './ast.js';
import type { ExpressionData } from './expression.js';

const SIMPLE = /^(?:inputs|steps)(?:\.[A-Za-z_][A-Za-z0-9_]*)*$/;
const WORDS_OF_THE_LANGUAGE = new Set(['and', 'or', 'in', 'true', 'false', 'null', 'function']);

/** Names of a reference that can be seen to be plain without the parser. */
export function findSimplePath(source: string): string[] | null {
  if (source.length > 500 || !SIMPLE.test(source)) return null;
  const names = source.split('.');
  return names.some((name) => WORDS_OF_THE_LANGUAGE.has(name)) ? null : names;
}

/** The tree that the parser makes of such a path. */
export function toTree(names: readonly string[]): AstNode {
  return { type: 'path', steps: names.map((value) => ({ type: 'name', value })) };
}

/** Names of a path without predicates, or null when the expression is anything else. */
export function findPlainPath(ast: AstNode): string[] | null {
  if (ast.type !== 'path' || ast.predicate || ast.group || ast.keepArray || ast.keepSingletonArray)
    return null;
  const names: string[] = [];
  for (const step of ast.steps ?? []) {
    if (step.type !== 'name' || step.stages || step.predicate || step.group || step.keepArray)
      return null;
    if (step.focus || step.index) return null;
    names.push(String(step.value));
  }
  return names[0] === 'inputs' || names[0] === 'steps' ? names : null;
}

const LISTS = Symbol('a list stands on the way');

/** Follows the names; `readPath.LISTS` when the interpreter has to. */
export function readPath(
  names: readonly string[],
  data: ExpressionData,
): JsonValue | undefined | typeof LISTS {
  let value: JsonValue | undefined = data as unknown as JsonValue;
  for (const name of names) {
    if (Array.isArray(value)) return LISTS;
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, name))
      return undefined;
    value = value[name];
  }
  return value;
}
readPath.LISTS = LISTS as typeof LISTS;
