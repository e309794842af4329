import type { JsonValue } from './types.js';

/** As JSONata's `$boolean`: empty texts, lists, objects, 0, null and nothing are false; a list needs a true item. */
export function isTruthy(value: JsonValue | undefined): boolean {
  if (Array.isArray(value)) return value.some(isTruthy);
  if (value !== null && typeof value === 'object') return Object.keys(value).length > 0;
  return Boolean(value);
}
