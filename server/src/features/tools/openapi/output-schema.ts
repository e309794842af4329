import { isJsonObject } from '../../../engine/json.js';
import type { Plan, PlannedStep } from '../../../engine/plan.js';
import type { JsonObject, JsonValue } from '../../../engine/types.js';

/** What says nothing: any value. */
const ANYTHING: JsonObject = {};

/**
 * JSON Schema of what a tool answers, as far as its definition tells: a plain path such as
 * `{{ steps.team.label }}` has the schema that its step's kind or the inputs say, text around an
 * expression makes a text, and any other expression can give anything.
 */
export function outputSchemaOf(plan: Plan): JsonObject {
  const ends = plan.steps.filter(
    ({ kind, definition }) => kind.endsRun && definition.with?.as !== 'failed',
  );
  const own = schemaOf(plan.definition.output, plan);
  if (ends.length === 0) return own;
  return {
    anyOf: [own, ...ends.map(({ definition }) => schemaOf(definition.with?.output ?? null, plan))],
  };
}

function schemaOf(template: JsonValue, plan: Plan): JsonObject {
  if (typeof template === 'string') return schemaOfText(template, plan);
  if (Array.isArray(template)) {
    return { type: 'array', prefixItems: template.map((item) => schemaOf(item, plan)) };
  }
  if (!isJsonObject(template)) return { const: template };
  const properties = Object.entries(template).map(([key, value]) => [key, schemaOf(value, plan)]);
  return {
    type: 'object',
    required: Object.keys(template),
    properties: Object.fromEntries(properties),
  };
}

function schemaOfText(text: string, plan: Plan): JsonObject {
  if (!text.includes('{{')) return { const: text };
  const path = /^\{\{\s*(inputs|steps)((?:\.[A-Za-z_]\w*)+)\s*\}\}$/.exec(text.trim());
  if (!path) return /^\{\{(?:(?!\}\}).)*\}\}$/s.test(text.trim()) ? ANYTHING : { type: 'string' };
  const [, root, rest] = path as unknown as [string, string, string];
  const names = rest.slice(1).split('.');
  return root === 'inputs' ? follow(plan.definition.inputs, names) : schemaOfStep(names, plan);
}

function schemaOfStep([id, ...names]: string[], plan: Plan): JsonObject {
  const step = plan.steps.find((candidate) => candidate.id === id);
  if (!step) return ANYTHING;
  const schema = follow(ownOutput(step, plan), names);
  return mayBeMissing(step, plan) ? orNull(schema) : schema;
}

/** The kind's output, or more than that where the settings of the step tell it. */
function ownOutput({ kind, definition }: PlannedStep, plan: Plan): JsonObject {
  const settings = definition.with ?? {};
  if (kind.kind === 'transform') return schemaOf(settings.value ?? null, plan);
  if (
    kind.kind === 'prompt' &&
    isJsonObject(settings.schema) &&
    !JSON.stringify(settings.schema).includes('{{')
  ) {
    const properties = { ...(kind.output.properties as JsonObject), object: settings.schema };
    return { ...kind.output, required: ['text', 'object'], properties };
  }
  return kind.output;
}

/** True when the step, or one that it needs, can be skipped or may fail without ending the run. */
function mayBeMissing(step: PlannedStep, plan: Plan): boolean {
  if (step.when !== null || step.definition.onError === 'continue') return true;
  return step.needs.some((id) =>
    plan.steps.some((other) => other.id === id && mayBeMissing(other, plan)),
  );
}

/** The schema of a property inside; a property that need not be there may give `null`. */
function follow(schema: JsonObject, names: readonly string[]): JsonObject {
  const [name, ...rest] = names;
  if (name === undefined) return schema;
  const property = isJsonObject(schema.properties) ? schema.properties[name] : undefined;
  const found = property ?? schema.additionalProperties;
  if (!isJsonObject(found)) return ANYTHING;
  const isSure = Array.isArray(schema.required) && schema.required.includes(name);
  const inner = follow(found, rest);
  return isSure ? inner : orNull(inner);
}

function orNull(schema: JsonObject): JsonObject {
  return Object.keys(schema).length === 0 ? schema : { anyOf: [schema, { type: 'null' }] };
}
