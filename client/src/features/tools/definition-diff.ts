import { type Definition, type JsonValue, isJsonObject } from './definition';

/** One difference between two definitions, small enough to read in a line or two. */
export interface Change {
  kind: 'added' | 'removed' | 'changed';
  /** Where: `['inputs', 'email', 'title']`, `['steps', 'team', 'labels', 'billing', 'description']`. */
  path: readonly string[];
  before?: JsonValue;
  after?: JsonValue;
}

/** What changed, in the order in which the editor shows it: inputs, steps, output. */
export function diffDefinitions(before: Definition, after: Definition): Change[] {
  const { properties: oldInputs, ...oldRest } = before.inputs;
  const { properties: newInputs, ...newRest } = after.inputs;
  return [
    ...diff((oldInputs ?? {}) as JsonValue, (newInputs ?? {}) as JsonValue, ['inputs']),
    ...diff(oldRest as JsonValue, newRest as JsonValue, ['inputs']),
    ...diffNamed(
      before.steps as unknown as JsonValue[],
      after.steps as unknown as JsonValue[],
      'id',
      ['steps'],
    ),
    ...diff(before.output, after.output, ['output']),
  ];
}

function diff(
  before: JsonValue | undefined,
  after: JsonValue | undefined,
  path: readonly string[],
): Change[] {
  if (isSame(before, after)) return [];
  if (before === undefined) return [{ kind: 'added', path, after }];
  if (after === undefined) return [{ kind: 'removed', path, before }];
  if (isJsonObject(before) && isJsonObject(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    // `with` is how the definition says "settings"; a reader does not need the word.
    return keys.flatMap((key) =>
      diff(before[key], after[key], key === 'with' ? path : [...path, key]),
    );
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    const name = commonName(before, after);
    if (name) return diffNamed(before, after, name, path);
  }
  return [{ kind: 'changed', path, before, after }];
}

/** Items that carry a name are compared by it, so that moving one is not "everything changed". */
function diffNamed(
  before: readonly JsonValue[],
  after: readonly JsonValue[],
  name: string,
  path: readonly string[],
): Change[] {
  const nameOf = (item: JsonValue) => String((item as Record<string, JsonValue>)[name]);
  const olds = new Map(before.map((item) => [nameOf(item), item]));
  const news = new Map(after.map((item) => [nameOf(item), item]));
  const names = [...new Set([...news.keys(), ...olds.keys()])];
  return names.flatMap((key) => diff(olds.get(key), news.get(key), [...path, key]));
}

function commonName(before: readonly JsonValue[], after: readonly JsonValue[]): string | null {
  for (const name of ['name', 'id']) {
    const isNamed = (items: readonly JsonValue[]) =>
      items.every((item) => isJsonObject(item) && typeof item[name] === 'string') &&
      new Set(items.map((item) => (item as Record<string, JsonValue>)[name])).size === items.length;
    if (isNamed(before) && isNamed(after)) return name;
  }
  return null;
}

/** Equal as JSON; the order of properties does not matter. */
export function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every(
    (key) =>
      Object.hasOwn(b, key) &&
      isSame((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]),
  );
}
