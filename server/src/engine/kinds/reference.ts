/** The reference page of the step kinds, written from their schemas. */

import { isJsonObject } from '../json.js';
import type { JsonObject, JsonValue, StepKind, StepNature } from '../types.js';

const NATURES: Record<StepNature, string> = {
  pure: 'pure: the same input gives the same output, and nothing outside is touched',
  cost: 'a paid call: its result is committed before anything that follows it starts',
  effect: 'an effect outside: its result is committed before anything that follows it starts',
};

const INTRODUCTION = `# Step kinds

<!-- Written by \`node scripts/generate-step-reference.mjs\` from server/src/engine/kinds. -->

A step has an \`id\`, a \`kind\` and the settings of that kind under \`with\`. Any text in the settings may
hold expressions between \`{{ }}\` ([JSONata](https://docs.jsonata.org)) over \`inputs.<name>\` and
\`steps.<id>\`. A text that is one expression keeps the type of its value; otherwise the values are put
into the text. A setting whose expression gives nothing is left out; in the \`value\` of a transform, the
\`output\` of a stop and the tool's own output it is null. A step starts when the steps that it
mentions are done. To write two braces as such: \`{{ "{{" }}\`.

Every step may also have:

| part | meaning |
| --- | --- |
| \`title\` | Shown in place of the id. |
| \`when\` | An expression; the step is skipped unless it is true. \`steps.<id>\` of a skipped step is absent. |
| \`after\` | Ids of steps that must be done first although nothing of theirs is mentioned. |
| \`retry\` | \`{ attempts: 1 to 10, backoffSeconds: 1 }\`: tries again after timeouts and errors that may pass. The pause doubles each time, has some chance in it, and is as long as the other side asks (up to 60 s). |
| \`timeoutSeconds\` | Limit for one attempt, up to 3600. |
| \`onError\` | \`fail\` (default) ends the run. \`continue\` goes on with \`steps.<id>.error\` set to \`{ code, message }\`. |

Regular expressions, in expressions and in schemas, are [RE2](https://github.com/google/re2/wiki/Syntax):
no lookahead, no backreferences, no pattern that can hang. \`$now()\` and \`$random()\` give the same
values when a run is continued after a restart.
`;

/** The whole page as Markdown. */
export function describeKinds(kinds: readonly StepKind[]): string {
  return [INTRODUCTION, ...kinds.map(describeKind)].join('\n');
}

function describeKind(kind: StepKind): string {
  const required = listOf(kind.with.required);
  const settings = Object.entries(propertiesOf(kind.with)).map(([name, schema]) => [
    `\`${name}\`${required.includes(name) ? ' (required)' : ''}`,
    typeOf(schema),
    'default' in schema ? `\`${JSON.stringify(schema.default)}\`` : '',
    `${text(schema.description)}${limitsOf(schema)}`.trim(),
  ]);
  const outputs = describeOutput(kind.output, '');
  return `## ${kind.kind}

${kind.description}

- Nature: ${NATURES[kind.nature]}.${kind.needsProvider ? '\n- Needs a connected provider.' : ''}
- An attempt may take ${kind.defaultTimeoutSeconds} seconds when the step does not say.

${table(['setting', 'type', 'default', 'meaning'], settings)}
${describeItems(kind.with)}
${outputs.length > 0 ? `Output, \`steps.<id>\`:\n\n${table(['part', 'type', 'meaning'], outputs)}` : `Output, \`steps.<id>\`: ${text(kind.output.description)}`}

\`\`\`json
${JSON.stringify(exampleOf(kind), null, 2)}
\`\`\`
`;
}

/** Settings whose items are objects get a table of their own. */
function describeItems(schema: JsonObject): string {
  return Object.entries(propertiesOf(schema))
    .filter(([, setting]) => isJsonObject(setting.items) && isJsonObject(setting.items.properties))
    .map(([name, setting]) => {
      const items = setting.items as JsonObject;
      const required = listOf(items.required);
      const rows = Object.entries(propertiesOf(items)).map(([part, item]) => [
        `\`${part}\`${required.includes(part) ? ' (required)' : ''}`,
        typeOf(item),
        `${text(item.description)}${limitsOf(item)}`.trim(),
      ]);
      return `\nEach of \`${name}\`:\n\n${table(['part', 'type', 'meaning'], rows)}\n`;
    })
    .join('');
}

function describeOutput(schema: JsonObject, prefix: string): string[][] {
  return Object.entries(propertiesOf(schema)).flatMap(([name, part]) => {
    const path = `${prefix}${name}`;
    const row = [`\`${path}\``, typeOf(part), text(part.description)];
    const items = isJsonObject(part.items) ? describeOutput(part.items, `${path}[].`) : [];
    return [row, ...items];
  });
}

function exampleOf(kind: StepKind): JsonObject {
  const required = listOf(kind.with.required);
  const settings: JsonObject = {};
  for (const [name, schema] of Object.entries(propertiesOf(kind.with))) {
    const [example] = Array.isArray(schema.examples) ? schema.examples : [];
    const isWanted = required.includes(name) || required.length < 2;
    if (example !== undefined && isWanted && !REPLACED_BY_OTHERS.has(name))
      settings[name] = example;
  }
  return { id: 'example', kind: kind.kind, with: settings };
}

/** Settings that stand in place of another one, or mean something only together with one. */
const REPLACED_BY_OTHERS = new Set(['json', 'message', 'images', 'schema']);

function typeOf(schema: JsonObject): string {
  if (Array.isArray(schema.enum))
    return schema.enum.map((value) => `\`${JSON.stringify(value)}\``).join(', ');
  if (schema.type === undefined) return 'any';
  const types = (Array.isArray(schema.type) ? schema.type : [schema.type]).join(' or ');
  if (!isJsonObject(schema.items)) return types;
  const item = typeOf(schema.items);
  return item === 'any' ? types : `${types} of ${item}`;
}

/** `5` of `maxItems` reads as "at most 5 items". */
const LIMITS: Record<string, [string, string]> = {
  minimum: ['at least', ''],
  maximum: ['at most', ''],
  minItems: ['at least', ' items'],
  maxItems: ['at most', ' items'],
  maxProperties: ['at most', ' entries'],
  maxLength: ['at most', ' characters'],
};

function limitsOf(schema: JsonObject): string {
  const limits = Object.entries(LIMITS)
    .filter(([keyword]) => schema[keyword] !== undefined)
    .map(([keyword, [words, unit]]) => `${words} ${String(schema[keyword])}${unit}`);
  return limits.length === 0 ? '' : ` (${limits.join(', ')})`;
}

function propertiesOf(schema: JsonObject): Record<string, JsonObject> {
  return isJsonObject(schema.properties) ? (schema.properties as Record<string, JsonObject>) : {};
}

const listOf = (value: JsonValue | undefined): JsonValue[] => (Array.isArray(value) ? value : []);
const text = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '');

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
