import type { JsonObject, JsonValue, Schema } from '@/features/tools/definition';
import { schemaFields } from '@/features/tools/schema-fields';
import type { Fault } from '@/features/tools/api/types';

/** Messages at the fields of a run form, by the name of the input; `''` is for the form as a whole. */
export type InputFaults = Readonly<Record<string, string>>;

/** What is sent: an empty field is "not given", so that defaults and "optional" mean what they say. */
export function givenInputs(inputs: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(inputs).filter(([, value]) => value !== '' && value !== undefined),
  );
}

/** Names of required inputs that were left empty. */
export function missingInputs(schema: Schema, inputs: JsonObject): string[] {
  const given = givenInputs(inputs);
  return schemaFields(schema)
    .filter(
      (field) =>
        field.required &&
        (given[field.name] === undefined || given[field.name] === null) &&
        field.kind !== 'boolean',
    )
    .map((field) => field.name);
}

/** Puts the server's pointers (`#/inputs/email`, or `#/email`) at the fields of the form. */
export function faultsByInput(schema: Schema, faults: readonly Fault[]): InputFaults {
  const names = new Set(Object.keys(schema.properties ?? {}));
  const messages: Record<string, string> = {};
  for (const { pointer, detail } of faults) {
    const parts = pointer
      .replace(/^#?\//, '')
      .split('/')
      .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
    const path =
      parts[0] === 'inputs' && !(parts.length === 1 && names.has('inputs'))
        ? parts.slice(1)
        : parts;
    const name = path[0] ?? '';
    const at = names.has(name) ? name : '';
    messages[at] = messages[at] ? `${messages[at]} ${detail}` : detail;
  }
  return messages;
}

/** Text of a field that holds a list of texts, one a line. */
export const toLines = (value: JsonValue | undefined): string =>
  Array.isArray(value) ? value.map(String).join('\n') : '';
