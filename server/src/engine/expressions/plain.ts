/** Turns what the interpreter gives into plain JSON: copies, without functions, marks or `undefined`. */

import { isForbiddenKey, MAX_JSON_DEPTH } from '../json.js';
import type { JsonValue } from '../types.js';
import { LimitError } from './limits.js';

/** The value as plain JSON, or undefined when there is none. Sizes were checked on the way here. */
export function toPlain(value: unknown, depth = 0): JsonValue | undefined {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      if (!Number.isFinite(value))
        throw new LimitError('expression-failed', 'The result is not a finite number.');
      return Object.is(value, -0) ? 0 : value;
    case 'object':
      break;
    default:
      return undefined;
  }
  if (value === null) return null;
  if (depth > MAX_JSON_DEPTH)
    throw new LimitError(
      'expression-depth',
      `The result is nested more than ${MAX_JSON_DEPTH} levels deep.`,
    );
  if (Array.isArray(value)) {
    const items: JsonValue[] = [];
    for (const item of value) {
      const plain = toPlain(item, depth + 1);
      if (plain !== undefined) items.push(plain);
    }
    return items;
  }
  if ('_jsonata_lambda' in value || '_jsonata_function' in value) return undefined;
  const copy: { [key: string]: JsonValue } = {};
  for (const [key, item] of Object.entries(value)) {
    if (isForbiddenKey(key))
      throw new LimitError(
        'expression-failed',
        `The result uses the key "${key}", which is not allowed.`,
      );
    const plain = toPlain(item, depth + 1);
    if (plain !== undefined) copy[key] = plain;
  }
  return copy;
}
