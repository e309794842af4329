import type { JsonObject, JsonValue, Schema } from './definition';

/** What kind of control a value needs. */
export type FieldKind =
  | 'text'
  | 'longText'
  | 'number'
  | 'boolean'
  | 'choice'
  | 'choices'
  | 'date'
  | 'texts'
  | 'objects'
  | 'object'
  | 'keyValue'
  | 'json';

export interface SchemaField {
  name: string;
  schema: Schema;
  kind: FieldKind;
  required: boolean;
}

/** Longer texts get room for several lines. */
const ONE_LINE_MAX = 400;

const typeOf = (schema: Schema): string | undefined =>
  Array.isArray(schema.type) ? schema.type.find((type) => type !== 'null') : schema.type;

/** Chooses the control for a schema; what has no control of its own is edited as JSON. */
export function fieldKind(schema: Schema): FieldKind {
  const type = typeOf(schema);
  const widget = schema['x-widget'];
  if (widget === 'json' || widget === 'schema') return 'json';
  if (widget === 'key-value') return 'keyValue';
  if (schema.enum) return 'choice';
  if (type === 'string') {
    if (schema.format === 'date') return 'date';
    return widget === 'textarea' || (schema.maxLength ?? 0) > ONE_LINE_MAX ? 'longText' : 'text';
  }
  if (type === 'number' || type === 'integer') return 'number';
  if (type === 'boolean') return 'boolean';
  if (type === 'array' && schema.items) return arrayKind(schema.items);
  if (type === 'object')
    return schema.properties ? 'object' : schema.additionalProperties ? 'keyValue' : 'json';
  return widget === 'textarea' ? 'longText' : 'json';
}

function arrayKind(items: Schema): FieldKind {
  if (items.enum) return 'choices';
  if (typeOf(items) === 'string') return 'texts';
  return items.properties ? 'objects' : 'json';
}

/** The fields of an object schema, in the order in which it lists them. */
export function schemaFields(schema: Schema): SchemaField[] {
  return Object.entries(schema.properties ?? {}).map(([name, property]) => ({
    name,
    schema: property,
    kind: fieldKind(property),
    required: schema.required?.includes(name) ?? false,
  }));
}

/** `orderNumber` -> "Order number", for fields without a title. */
export function humanize(name: string): string {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .trim()
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export const fieldTitle = (name: string, schema: Schema): string => schema.title ?? humanize(name);

/** Inputs to begin a form with: the defaults. */
export function defaultInputs(schema: Schema): JsonObject {
  const inputs: JsonObject = {};
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    if (property.default !== undefined) inputs[name] = property.default;
  }
  return inputs;
}

/** Inputs for documentation: examples and defaults where there are any, else a fitting value. */
export function exampleInputs(schema: Schema): JsonObject {
  const inputs: JsonObject = {};
  for (const { name, schema: property, required } of schemaFields(schema)) {
    const given = property.examples?.[0] ?? property.default;
    if (given !== undefined || required) inputs[name] = given ?? exampleValue(property);
  }
  return inputs;
}

function exampleValue(schema: Schema): JsonValue {
  if (schema.enum) return schema.enum[0] ?? null;
  switch (fieldKind(schema)) {
    case 'number':
      return schema.minimum ?? 1;
    case 'boolean':
      return true;
    case 'date':
      return '2027-01-31';
    case 'texts':
    case 'objects':
    case 'choices':
      return [];
    case 'object':
      return exampleInputs(schema);
    case 'keyValue':
      return {};
    case 'json':
      return null;
    default:
      return '…';
  }
}
