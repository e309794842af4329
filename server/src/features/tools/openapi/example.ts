import { isJsonObject } from '../../../engine/json.js';
import type { JsonObject, JsonValue } from '../../../engine/types.js';

const OF_FORMAT: Record<string, string> = {
  date: '2026-03-31',
  time: '09:30:00Z',
  'date-time': '2026-03-31T09:30:00Z',
  duration: 'P3D',
  uri: 'https://example.com/page',
  email: 'ada@example.com',
  hostname: 'example.com',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  uuid: '01930000-0000-7000-8000-000000000000',
};

const MAX_ITEMS = 10;

/** A value that fits a schema, for people to see what is meant: the maker's own example first. */
export function exampleOf(schema: JsonObject): JsonValue {
  return exampleWithin(schema, schema);
}

/** The same for a part of a schema; `root` is what its references begin at. */
function exampleWithin(schema: JsonValue | undefined, root: JsonObject): JsonValue {
  if (!isJsonObject(schema)) return 'text';
  if (typeof schema.$ref === 'string') return exampleWithin(resolve(schema.$ref, root), root);
  if (Array.isArray(schema.examples) && schema.examples.length > 0)
    return schema.examples[0] as JsonValue;
  for (const value of [
    schema.default,
    schema.const,
    (schema.enum as JsonValue[] | undefined)?.[0],
  ]) {
    if (value !== undefined) return value;
  }
  const choice = [schema.anyOf, schema.oneOf].find((list) => Array.isArray(list)) as
    JsonValue[] | undefined;
  if (schema.type === undefined && choice) return exampleWithin(choice[0], root);
  return exampleOfType(schema, root);
}

function exampleOfType(schema: JsonObject, root: JsonObject): JsonValue {
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  switch (type) {
    case 'object':
      return exampleOfObject(schema, root);
    case 'array':
      return Array.from(
        { length: Math.min(Math.max(1, Number(schema.minItems ?? 1)), MAX_ITEMS) },
        () => exampleWithin(schema.items, root),
      );
    case 'number':
    case 'integer':
      return exampleOfNumber(schema);
    case 'boolean':
      return true;
    case 'null':
      return null;
    default:
      return exampleOfText(schema);
  }
}

function exampleOfNumber({ minimum, exclusiveMinimum, maximum }: JsonObject): number {
  if (typeof minimum === 'number') return minimum;
  if (typeof exclusiveMinimum === 'number') return exclusiveMinimum + 1;
  return typeof maximum === 'number' ? Math.min(1, maximum) : 1;
}

/** What is required, and what is worth showing because the maker gave a value for it. */
function exampleOfObject(schema: JsonObject, root: JsonObject): JsonObject {
  const properties = isJsonObject(schema.properties) ? schema.properties : {};
  const required = Array.isArray(schema.required) ? schema.required : [];
  const shown = Object.entries(properties).filter(
    ([name, property]) =>
      required.includes(name) ||
      (isJsonObject(property) && (property.default ?? property.examples) !== undefined),
  );
  return Object.fromEntries(shown.map(([name, property]) => [name, exampleWithin(property, root)]));
}

function exampleOfText(schema: JsonObject): string {
  const text =
    OF_FORMAT[String(schema.format)] ?? (typeof schema.title === 'string' ? schema.title : 'text');
  const minimum = Math.min(Number(schema.minLength ?? 0), 1000);
  return text.padEnd(minimum, '.').slice(0, Number(schema.maxLength ?? Infinity));
}

/** The part of a schema that `#/$defs/line` names. The engine lets no reference run in circles. */
function resolve(reference: string, root: JsonObject): JsonValue | undefined {
  return reference
    .slice(2)
    .split('/')
    .reduce<JsonValue | undefined>((node, part) => {
      const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
      return isJsonObject(node) || Array.isArray(node) ? (node as JsonObject)[key] : undefined;
    }, root);
}
