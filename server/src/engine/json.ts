/** What the engine needs to know about JSON values: their size, their safety, where they are. */

import type { JsonValue } from './types.js';

/** Largest input or output of a run or a step, in characters of JSON (roughly). */
export const MAX_JSON_SIZE = 1_000_000;
/** Deepest nesting of a value that comes in or goes out. */
export const MAX_JSON_DEPTH = 100;

const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

/** True for keys that could reach an object's prototype, or the expression engine's own marks. */
export function isForbiddenKey(key: string): boolean {
  return FORBIDDEN_KEYS.has(key) || key.startsWith('_jsonata_');
}

/** What is wrong with a value that wants to enter a run; `pointer` is relative to the value. */
export interface JsonProblem {
  code: 'value-too-large' | 'value-too-deep' | 'forbidden-key';
  pointer: string;
  detail: string;
}

/** Finds what a value may not be: too large, too deep, or with a key that is refused. */
export function findJsonProblem(value: JsonValue, maxSize = MAX_JSON_SIZE): JsonProblem | null {
  let left = maxSize;
  const path: string[] = [];
  const visit = (node: JsonValue): JsonProblem | null => {
    left -= typeof node === 'string' ? node.length + 2 : 2;
    if (left < 0) {
      return {
        code: 'value-too-large',
        pointer: '',
        detail: `is larger than ${maxSize} characters of JSON`,
      };
    }
    if (node === null || typeof node !== 'object') return null;
    if (path.length >= MAX_JSON_DEPTH) {
      return {
        code: 'value-too-deep',
        pointer: toPointer(path),
        detail: `is nested more than ${MAX_JSON_DEPTH} levels deep`,
      };
    }
    if (Array.isArray(node)) {
      for (let index = 0; index < node.length; index++) {
        path.push(String(index));
        const problem = visit(node[index] as JsonValue);
        if (problem) return problem;
        path.pop();
      }
      return null;
    }
    for (const key of Object.keys(node)) {
      path.push(key);
      if (isForbiddenKey(key)) {
        return {
          code: 'forbidden-key',
          pointer: toPointer(path),
          detail: `uses the key "${key}", which is not allowed`,
        };
      }
      left -= key.length + 3;
      const problem = visit(node[key] as JsonValue);
      if (problem) return problem;
      path.pop();
    }
    return null;
  };
  return visit(value);
}

/** `/a/b~1c`: a JSON pointer (RFC 6901) without a leading `#`. */
export function toPointer(path: readonly (string | number)[]): string {
  return path.map((part) => `/${escapePointerPart(String(part))}`).join('');
}

export function escapePointerPart(part: string): string {
  return part.includes('~') || part.includes('/')
    ? part.replaceAll('~', '~0').replaceAll('/', '~1')
    : part;
}

/** Equal values give equal keys, whatever the order of their properties. */
export function canonicalKey(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalKey).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const object = value as Record<string, unknown>;
    const pairs = Object.keys(object)
      .sort()
      .map((key) => `${JSON.stringify(key)}:${canonicalKey(object[key])}`);
    return `{${pairs.join(',')}}`;
  }
  return JSON.stringify(value) ?? 'undefined';
}

/** A copy of a JSON value. */
export function copyJson<T extends JsonValue>(value: T): T {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((item) => copyJson(item)) as T;
  const copy: Record<string, JsonValue> = {};
  for (const key of Object.keys(value)) copy[key] = copyJson(value[key] as JsonValue);
  return copy as T;
}

export function isJsonObject(value: unknown): value is Record<string, JsonValue> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
