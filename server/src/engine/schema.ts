/**
 * JSON Schemas: those that makers write for inputs and for structured answers, and those of the step
 * kinds. Makers' schemas pass `schema-rules.ts` before ajv compiles them, so that what ajv sees is
 * small, refers to nothing outside itself, does not recurse, and has patterns that RE2 runs.
 */

import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { fastFormats, fullFormats } from 'ajv-formats/dist/formats.js';
import { canonicalKey, copyJson, escapePointerPart, findJsonProblem } from './json.js';
import { compilePattern, linearRegExpEngine } from './regex.js';
import { findSchemaFaults, FORMATS } from './schema-rules.js';
import type { Fault, JsonObject, JsonValue } from './types.js';

/** Most faults of one value that are reported. */
const MAX_FAULTS = 50;

/** A compiled schema. `check` puts defaults into a copy; the given value stays as it is. */
export interface CompiledSchema {
  check(value: JsonValue): { value: JsonValue; faults: Fault[] };
}

const ajv = new Ajv2020({
  allErrors: true,
  strict: false,
  useDefaults: true,
  // Rules are checked by findSchemaFaults, which names the place of a fault.
  validateSchema: false,
  logger: false,
  code: { regExp: linearRegExpEngine },
});
for (const name of FORMATS) ajv.addFormat(name, formatOf(name));
// ajv compares each item with each other; a list of many objects would hang.
ajv.removeKeyword('uniqueItems');
ajv.addKeyword({
  keyword: 'uniqueItems',
  type: 'array',
  schemaType: 'boolean',
  error: { message: 'must not hold the same item twice' },
  validate: (isOn: boolean, items: unknown[]) =>
    !isOn || new Set(items.map(canonicalKey)).size === items.length,
});

/** Checks a maker's schema; the faults have pointers below `pointer`. */
export function checkSchema(schema: JsonValue, pointer: string): Fault[] {
  const rules = findSchemaFaults(schema, pointer);
  if (rules.length > 0) return rules;
  if (ajv.validateSchema(schema as JsonObject) === true) return [];
  // The meta-schema offers choices; the first complaint about a place says it best.
  const places = new Set<string>();
  const faults = toFaults(ajv.errors ?? [], pointer).filter(
    (fault) => !places.has(fault.pointer) && places.add(fault.pointer),
  );
  return faults.length > 0 ? faults : [{ pointer, detail: 'This is not a JSON Schema.' }];
}

/** Compiles a schema that was checked, or one of our own. */
export function compileSchema(schema: JsonObject): CompiledSchema {
  const validate = ajv.compile(schema);
  // ajv keeps what it compiled for good; a version that is edited every minute must not fill the memory.
  ajv.removeSchema(schema);
  const hasDefaults = JSON.stringify(schema).includes('"default":');
  return {
    check(value) {
      const own = hasDefaults ? copyJson(value) : value;
      if (isValid(validate, own)) return { value: own, faults: [] };
      return { value: own, faults: toFaults(validate.errors ?? [], '#') };
    },
  };
}

/** Errors of a compiled schema as ajv gives them, for callers that must tell them apart. */
export function compileRaw(schema: JsonObject): (value: JsonValue) => ErrorObject[] {
  const validate = ajv.compile(schema);
  ajv.removeSchema(schema);
  return (value) => (isValid(validate, copyJson(value)) ? [] : (validate.errors ?? []));
}

function isValid(validate: ValidateFunction, value: JsonValue): boolean {
  return validate(value) === true;
}

function formatOf(name: string): Parameters<typeof ajv.addFormat>[1] {
  if (name === 'regex') return { validate: isLinearPattern };
  // The exact forms of these are functions; the full regular expressions of the others take quadratic time.
  const exact = name === 'date' || name === 'time' || name === 'date-time';
  return (exact ? fullFormats : fastFormats)[name as 'date'] as Parameters<typeof ajv.addFormat>[1];
}

function isLinearPattern(source: string): boolean {
  try {
    compilePattern(source);
    return true;
  } catch {
    return false;
  }
}

/** ajv's errors in words for people, each with the place of the value that is wrong. */
export function toFaults(errors: readonly ErrorObject[], base: string): Fault[] {
  const seen = new Set<string>();
  const faults: Fault[] = [];
  for (const error of errors) {
    const fault = toFault(error, base);
    const key = `${fault.pointer} ${fault.detail}`;
    if (seen.has(key)) continue;
    seen.add(key);
    faults.push(fault);
    if (faults.length >= MAX_FAULTS) break;
  }
  return faults;
}

function toFault(error: ErrorObject, base: string): Fault {
  const pointer = base + error.instancePath;
  const params = error.params as Record<string, unknown>;
  const below = (key: unknown) => `${pointer}/${escapePointerPart(String(key))}`;
  switch (error.keyword) {
    case 'required':
      return { pointer: below(params.missingProperty), detail: 'is required' };
    case 'additionalProperties':
      return { pointer: below(params.additionalProperty), detail: 'is not known here' };
    case 'unevaluatedProperties':
      return { pointer: below(params.unevaluatedProperty), detail: 'is not known here' };
    case 'propertyNames':
      return { pointer: below(params.propertyName), detail: 'is not an allowed name' };
    case 'enum':
      return {
        pointer,
        detail: `must be one of ${(params.allowedValues as JsonValue[]).map(show).join(', ')}`,
      };
    case 'const':
      return { pointer, detail: `must be ${show(params.allowedValue as JsonValue)}` };
    case 'type':
      return { pointer, detail: `must be ${typeText(params.type)}` };
    case 'pattern':
      return { pointer, detail: `must match the pattern ${String(params.pattern)}` };
    default:
      return { pointer, detail: error.message ?? `breaks the rule ${error.keyword}` };
  }
}

const show = (value: JsonValue) => JSON.stringify(value) ?? 'nothing';

const TYPE_TEXTS: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  array: 'a list',
  null: 'null',
};

function typeText(types: unknown): string {
  const list = Array.isArray(types) ? types : String(types).split(',');
  return list.map((type) => TYPE_TEXTS[String(type)] ?? String(type)).join(' or ');
}

/** What a value may not be, whatever its schema says. */
export function checkValue(value: JsonValue, base = '#'): Fault[] {
  const problem = findJsonProblem(value);
  return problem ? [{ pointer: base + problem.pointer, detail: problem.detail }] : [];
}
