import type { JsonValue, Schema } from '@/features/tools/definition';
import { fieldKind } from '@/features/tools/schema-fields';

/** What an input can be without knowing JSON Schema. `other` is edited as JSON. */
export const INPUT_TYPES = [
  'text',
  'longText',
  'number',
  'boolean',
  'choice',
  'date',
  'texts',
] as const;
export type InputType = (typeof INPUT_TYPES)[number] | 'other';

export function inputType(schema: Schema): InputType {
  const kind = fieldKind(schema);
  return INPUT_TYPES.find((type) => type === kind) ?? 'other';
}

/** Members of a schema that mean something for one type only. */
const OF_TYPE: readonly (keyof Schema)[] = [
  'type',
  'format',
  'enum',
  'x-widget',
  'items',
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'default',
  'examples',
];

const BASES: Record<(typeof INPUT_TYPES)[number], Schema> = {
  text: { type: 'string', maxLength: 400 },
  longText: { type: 'string', maxLength: 20_000, 'x-widget': 'textarea' },
  number: { type: 'number' },
  boolean: { type: 'boolean' },
  choice: { enum: ['one', 'two'] },
  date: { type: 'string', format: 'date' },
  texts: { type: 'array', items: { type: 'string' } },
};

/** The schema with another type; title and description stay. */
export function withType(schema: Schema, type: (typeof INPUT_TYPES)[number]): Schema {
  const rest = { ...schema };
  for (const member of OF_TYPE) delete rest[member];
  return { ...BASES[type], ...rest };
}

/** The property under another name, in the same place. */
export function renameProperty(schema: Schema, from: string, to: string): Schema {
  const properties = Object.fromEntries(
    Object.entries(schema.properties ?? {}).map(([name, property]) => [
      name === from ? to : name,
      property,
    ]),
  );
  return {
    ...schema,
    properties,
    ...(schema.required
      ? { required: schema.required.map((name) => (name === from ? to : name)) }
      : {}),
  };
}

export function setProperty(schema: Schema, name: string, property: Schema): Schema {
  return { ...schema, properties: { ...schema.properties, [name]: property } };
}

export function removeProperty(schema: Schema, name: string): Schema {
  const { [name]: _, ...properties } = schema.properties ?? {};
  return setRequired({ ...schema, properties }, name, false);
}

/** Puts a property back where it was, for an undo. */
export function insertProperty(
  schema: Schema,
  index: number,
  name: string,
  property: Schema,
  isRequired: boolean,
): Schema {
  const entries = Object.entries(schema.properties ?? {}).filter(([other]) => other !== name);
  return setRequired(
    { ...schema, properties: Object.fromEntries(entries.toSpliced(index, 0, [name, property])) },
    name,
    isRequired,
  );
}

export function setRequired(schema: Schema, name: string, isRequired: boolean): Schema {
  const others = (schema.required ?? []).filter((one) => one !== name);
  const { required: _, ...rest } = schema;
  const required = isRequired ? [...others, name] : others;
  return required.length > 0 ? { ...rest, required } : rest;
}

export function freeName(schema: Schema): string {
  const taken = new Set(Object.keys(schema.properties ?? {}));
  let number = taken.size + 1;
  while (taken.has(`input${number}`)) number += 1;
  return `input${number}`;
}

/** A default as it is typed in one line; empty means none. */
export function parseDefault(text: string, type: InputType): JsonValue | undefined {
  if (text === '') return undefined;
  if (type === 'number') return Number.isFinite(Number(text)) ? Number(text) : undefined;
  return text;
}
