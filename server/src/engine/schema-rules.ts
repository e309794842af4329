/**
 * What a JSON Schema written by a maker may hold. Draft 2020-12 without what makes a schema reach
 * outside itself (`$id`, `$anchor`, remote `$ref`), run without end (recursion) or explode in size
 * (definitions that multiply). Keywords that begin with `x-` are hints for the interface.
 */

import { escapePointerPart, findJsonProblem, isForbiddenKey, isJsonObject } from './json.js';
import { compilePattern } from './regex.js';
import type { Fault, JsonObject, JsonValue } from './types.js';

const MAX_SCHEMA_SIZE = 100_000;
const MAX_SCHEMA_DEPTH = 20;
/** Subschemas, with each `$ref` counted as if it were written out. */
const MAX_SUBSCHEMAS = 2_000;

const MAX_PATTERNS = 50;

/** Values of `format` that are checked. */
export const FORMATS = [
  'date',
  'time',
  'date-time',
  'duration',
  'uri',
  'uri-reference',
  'email',
  'hostname',
  'ipv4',
  'ipv6',
  'uuid',
  'json-pointer',
  'regex',
] as const;
/** Values of `format` that say something to the interface and check nothing. */
const HINT_FORMATS = ['password', 'binary', 'textarea'];

const ONE = new Set([
  'additionalProperties',
  'items',
  'contains',
  'not',
  'if',
  'then',
  'else',
  'propertyNames',
  'unevaluatedItems',
  'unevaluatedProperties',
]);
const MANY = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems']);
const NAMED = new Set(['properties', 'patternProperties', '$defs', 'dependentSchemas']);
const PLAIN = new Set([
  '$schema',
  '$ref',
  '$comment',
  'type',
  'enum',
  'const',
  'multipleOf',
  'maximum',
  'exclusiveMaximum',
  'minimum',
  'exclusiveMinimum',
  'maxLength',
  'minLength',
  'pattern',
  'maxItems',
  'minItems',
  'uniqueItems',
  'maxContains',
  'minContains',
  'maxProperties',
  'minProperties',
  'required',
  'dependentRequired',
  'title',
  'description',
  'default',
  'deprecated',
  'readOnly',
  'writeOnly',
  'examples',
  'format',
  'contentEncoding',
  'contentMediaType',
]);

interface Reading {
  faults: Fault[];
  /** Patterns seen so far. */
  patterns: number;
  root: JsonObject;
}

/** Faults of a schema against the rules above; its keywords' own types are ajv's to check. */
export function findSchemaFaults(schema: JsonValue, pointer: string): Fault[] {
  if (!isJsonObject(schema)) return [{ pointer, detail: 'A JSON Schema is an object.' }];
  const problem = findJsonProblem(schema, MAX_SCHEMA_SIZE);
  if (problem)
    return [{ pointer: pointer + problem.pointer, detail: `The schema ${problem.detail}.` }];
  const reading: Reading = { faults: [], patterns: 0, root: schema };
  readSchema(schema, pointer, 0, reading);
  if (reading.patterns > MAX_PATTERNS) {
    reading.faults.push({ pointer, detail: `The schema has more than ${MAX_PATTERNS} patterns.` });
  }
  if (reading.faults.length === 0) checkExpansion(schema, pointer, reading.faults);
  return reading.faults;
}

function readSchema(schema: JsonValue, pointer: string, depth: number, reading: Reading): void {
  const fault = (key: string, detail: string) =>
    reading.faults.push({
      pointer: key === '' ? pointer : `${pointer}/${escapePointerPart(key)}`,
      detail,
    });
  if (typeof schema === 'boolean') return;
  if (!isJsonObject(schema)) return void fault('', 'A JSON Schema is an object, or true or false.');
  if (depth > MAX_SCHEMA_DEPTH)
    return void fault('', `The schema is nested more than ${MAX_SCHEMA_DEPTH} levels deep.`);
  for (const [key, value] of Object.entries(schema)) {
    const at = `${pointer}/${escapePointerPart(key)}`;
    if (ONE.has(key)) {
      readSchema(value, at, depth + 1, reading);
    } else if (MANY.has(key)) {
      if (!Array.isArray(value)) fault(key, `"${key}" is a list of schemas.`);
      else value.forEach((item, index) => readSchema(item, `${at}/${index}`, depth + 1, reading));
    } else if (NAMED.has(key)) {
      if (!isJsonObject(value)) fault(key, `"${key}" is an object whose values are schemas.`);
      else readNamed(key, value, at, depth, reading);
    } else if (!PLAIN.has(key) && !key.startsWith('x-')) {
      fault(key, `"${key}" is not a keyword that can be used here. Own keywords begin with "x-".`);
    }
  }
  if ('pattern' in schema) reading.patterns++;
  checkKeywords(schema, fault, reading.root);
}

function readNamed(
  keyword: string,
  schemas: JsonObject,
  pointer: string,
  depth: number,
  reading: Reading,
): void {
  for (const [name, schema] of Object.entries(schemas)) {
    const at = `${pointer}/${escapePointerPart(name)}`;
    if (isForbiddenKey(name))
      reading.faults.push({ pointer: at, detail: `The name "${name}" is not allowed.` });
    if (keyword === 'patternProperties') reading.patterns++;
    const problem = keyword === 'patternProperties' ? patternProblem(name) : null;
    if (problem) reading.faults.push({ pointer: at, detail: problem });
    readSchema(schema, at, depth + 1, reading);
  }
}

function checkKeywords(
  schema: JsonObject,
  fault: (key: string, detail: string) => void,
  root: JsonObject,
): void {
  const { $ref, $schema, pattern, format, type } = schema;
  if ($ref !== undefined && definitionOf($ref, root) === undefined) {
    fault('$ref', 'A reference points to a definition of this schema: "#/$defs/name".');
  }
  if ($schema !== undefined && $schema !== 'https://json-schema.org/draft/2020-12/schema') {
    fault('$schema', 'Schemas are of draft 2020-12.');
  }
  if (typeof pattern === 'string') {
    const problem = patternProblem(pattern);
    if (problem) fault('pattern', problem);
  }
  if (typeof format === 'string' && ![...FORMATS, ...HINT_FORMATS].includes(format)) {
    fault('format', `The format "${format}" is not known. Known are ${FORMATS.join(', ')}.`);
  }
  if (type === undefined && isJsonObject(schema.properties) && schema === root) {
    fault('type', 'must be "object"');
  }
}

function patternProblem(source: string): string | null {
  try {
    compilePattern(source);
    return null;
  } catch (error) {
    return `The pattern cannot be used: a pattern that ${(error as Error).message}.`;
  }
}

function definitionOf(reference: JsonValue, root: JsonObject): JsonValue | undefined {
  if (typeof reference !== 'string' || !reference.startsWith('#/$defs/')) return undefined;
  const name = reference.slice('#/$defs/'.length);
  if (!isJsonObject(root.$defs) || name.includes('/') || name.includes('%')) return undefined;
  const unescaped = name.replaceAll('~1', '/').replaceAll('~0', '~');
  return Object.hasOwn(root.$defs, unescaped) ? root.$defs[unescaped] : undefined;
}

/** Refuses recursion and definitions that multiply: both let a small schema do endless work. */
function checkExpansion(root: JsonObject, pointer: string, faults: Fault[]): void {
  const sizes = new Map<JsonValue, number>();
  const open = new Set<JsonValue>();
  const sizeOf = (schema: JsonValue): number => {
    if (!isJsonObject(schema)) return 1;
    const known = sizes.get(schema);
    if (known !== undefined) return known;
    if (open.has(schema)) return Infinity;
    open.add(schema);
    let size = 1;
    for (const [key, value] of Object.entries(schema)) {
      if (key === '$ref') size += sizeOf(definitionOf(value, root) ?? true);
      else if (ONE.has(key)) size += sizeOf(value);
      else if (MANY.has(key)) for (const item of value as JsonValue[]) size += sizeOf(item);
      else if (NAMED.has(key))
        for (const item of Object.values(value as JsonObject)) size += sizeOf(item);
    }
    open.delete(schema);
    sizes.set(schema, size);
    return size;
  };
  const size = sizeOf(root);
  if (size === Infinity)
    faults.push({
      pointer: `${pointer}/$defs`,
      detail: 'A definition refers to itself, which is not possible here.',
    });
  else if (size > MAX_SUBSCHEMAS)
    faults.push({
      pointer,
      detail: `The schema has more than ${MAX_SUBSCHEMAS} parts, counting each use of a definition.`,
    });
}
