import type { StepKind } from '@/features/tools/api/types';
import type { Definition, Schema } from '@/features/tools/definition';

export interface Suggestion {
  label: string;
  /** What it is, shown beside the label. */
  detail?: string;
  /** One sentence more. */
  info?: string;
  type: 'property' | 'function' | 'variable';
}

/** Where in the text the suggestions go; null where there is nothing to suggest. */
export interface Suggestions {
  from: number;
  options: Suggestion[];
}

const FUNCTIONS: readonly (readonly [name: string, detail: string])[] = [
  ['$uppercase', 'text in capitals'],
  ['$lowercase', 'text in small letters'],
  ['$trim', 'text without space around it'],
  ['$substring', 'part of a text: (text, start, length)'],
  ['$split', 'text to list: (text, separator)'],
  ['$join', 'list to text: (list, separator)'],
  ['$replace', 'text with something replaced: (text, pattern, by)'],
  ['$contains', 'whether a text contains another'],
  ['$length', 'number of characters'],
  ['$count', 'number of items'],
  ['$sum', 'sum of numbers'],
  ['$max', 'largest number'],
  ['$min', 'smallest number'],
  ['$average', 'mean of numbers'],
  ['$round', 'rounded number: (number, digits)'],
  ['$number', 'text to number'],
  ['$string', 'anything to text'],
  ['$map', 'each item changed: (list, function)'],
  ['$filter', 'items that match: (list, function)'],
  ['$sort', 'sorted list'],
  ['$distinct', 'list without doubles'],
  ['$exists', 'whether there is a value'],
  ['$not', 'the opposite'],
  ['$keys', 'names of the properties'],
  ['$merge', 'several objects as one'],
  ['$now', 'time of the run'],
];

/**
 * Suggestions for the text before the cursor. Outside of `{{ }}` only an opening `{{` is offered,
 * unless the whole text is an expression (`isExpression`).
 */
export function suggest(
  before: string,
  definition: Definition,
  kinds: readonly StepKind[],
  options: { stepIndex?: number; isExpression?: boolean } = {},
): Suggestions | null {
  const open = before.lastIndexOf('{{');
  const isInside = open >= 0 && !before.slice(open).includes('}}');
  if (!isInside && !options.isExpression) return null;
  const match = /(?:([A-Za-z_$][\w$]*(?:\s*\.\s*[A-Za-z_]\w*)*)\s*\.\s*)?([A-Za-z_$][\w$]*)?$/.exec(
    before,
  );
  const word = match?.[2] ?? '';
  const path = match?.[1]?.split('.').map((part) => part.trim()) ?? [];
  // A dot that follows nothing that we know, such as the end of a call.
  if (path.length === 0 && before.slice(0, before.length - word.length).endsWith('.')) return null;
  const found =
    path.length === 0
      ? rootSuggestions()
      : propertySuggestions(path, definition, kinds, options.stepIndex);
  return found.length > 0 ? { from: before.length - word.length, options: found } : null;
}

function rootSuggestions(): Suggestion[] {
  return [
    { label: 'inputs', type: 'variable' },
    { label: 'steps', type: 'variable' },
    ...FUNCTIONS.map(([label, detail]): Suggestion => ({ label, detail, type: 'function' })),
  ];
}

function propertySuggestions(
  path: readonly string[],
  definition: Definition,
  kinds: readonly StepKind[],
  stepIndex: number | undefined,
): Suggestion[] {
  const [root, first, ...rest] = path;
  if (root === 'inputs')
    return ofSchema(descend(definition.inputs, first === undefined ? [] : [first, ...rest]));
  if (root !== 'steps') return [];
  if (first === undefined) {
    return definition.steps
      .filter((step, index) => index !== stepIndex && step.id !== '')
      .map((step) => ({
        label: step.id,
        detail: kinds.find((kind) => kind.kind === step.kind)?.title ?? step.kind,
        type: 'property',
      }));
  }
  const step = definition.steps.find((one) => one.id === first);
  const kind = kinds.find((one) => one.kind === step?.kind);
  if (!step || !kind) return [];
  const output = outputSchema(kind, step.with ?? {});
  const error: Suggestion[] =
    rest.length === 0 && step.onError === 'continue'
      ? [{ label: 'error', detail: 'object', type: 'property' }]
      : [];
  return [...ofSchema(descend(output, rest)), ...error];
}

/** Structured answers and own fields are known from the settings rather than from the kind. */
function outputSchema(kind: StepKind, settings: Record<string, unknown>): Schema {
  const schema = kind.output as Schema;
  if (kind.kind === 'extract' && Array.isArray(settings.fields) && schema.properties?.fields) {
    const names = settings.fields.flatMap((field: { name?: unknown }) =>
      typeof field?.name === 'string' ? [field.name] : [],
    );
    const fields: Schema = {
      ...schema.properties.fields,
      properties: Object.fromEntries(names.map((name) => [name, { type: 'string' }])),
    };
    return { ...schema, properties: { ...schema.properties, fields } };
  }
  if (
    kind.kind === 'prompt' &&
    typeof settings.schema === 'object' &&
    settings.schema !== null &&
    schema.properties?.object
  ) {
    return { ...schema, properties: { ...schema.properties, object: settings.schema as Schema } };
  }
  return schema;
}

function descend(schema: Schema | undefined, path: readonly string[]): Schema | undefined {
  let at = unwrapItems(schema);
  for (const name of path) at = unwrapItems(at?.properties?.[name]);
  return at;
}

/** A path goes through lists: `steps.x.dates.text` reads `text` of every date. Of alternatives, the one with properties. */
function unwrapItems(schema: Schema | undefined): Schema | undefined {
  if (!schema) return undefined;
  if (schema.items) return unwrapItems(schema.items);
  const alternative = (schema.anyOf ?? schema.oneOf)?.find((one) => one.properties ?? one.items);
  return schema.properties || !alternative ? schema : unwrapItems(alternative);
}

function ofSchema(schema: Schema | undefined): Suggestion[] {
  return Object.entries(schema?.properties ?? {}).map(([label, property]) => ({
    label,
    detail: typeName(property),
    info: property.description ?? property.title,
    type: 'property',
  }));
}

function typeName(schema: Schema): string {
  const types = Array.isArray(schema.type) ? schema.type : schema.type ? [schema.type] : [];
  const name = types.filter((type) => type !== 'null').join(' | ');
  return name === 'array' ? 'list' : name;
}
