/** The shape of a tool's definition (version 1) as the editor and the run form see it. */

export type JsonValue =
  string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };
export type JsonObject = { [key: string]: JsonValue };

/** The parts of JSON Schema that forms are made from; everything else is kept and shown as JSON. */
export interface Schema {
  type?: string | string[];
  title?: string;
  description?: string;
  default?: JsonValue;
  examples?: JsonValue[];
  enum?: JsonValue[];
  const?: JsonValue;
  format?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  additionalProperties?: boolean | Schema;
  /** Which control suits the value best: textarea, expression, labels, key-value, model, json, schema, select. */
  'x-widget'?: string;
}

export interface RetryPolicy {
  attempts: number;
  backoffSeconds?: number;
}

export interface StepDefinition {
  id: string;
  kind: string;
  title?: string;
  with?: JsonObject;
  when?: string;
  after?: string[];
  retry?: RetryPolicy;
  timeoutSeconds?: number;
  onError?: 'fail' | 'continue';
}

export interface Definition {
  schemaVersion: 1;
  inputs: Schema;
  steps: StepDefinition[];
  output: JsonValue;
}

export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads a definition from the API or from text; what is missing becomes empty, so that it can be edited. */
export function toDefinition(value: unknown): Definition {
  const source = isJsonObject(value) ? value : {};
  const steps = Array.isArray(source.steps) ? source.steps.filter(isJsonObject) : [];
  return {
    ...source,
    schemaVersion: 1,
    inputs: (isJsonObject(source.inputs)
      ? source.inputs
      : { type: 'object', properties: {} }) as Schema,
    steps: steps.map(
      (step) =>
        ({ ...step, id: String(step.id ?? ''), kind: String(step.kind ?? '') }) as StepDefinition,
    ),
    output: source.output ?? {},
  };
}

/** The definition as the API takes it. */
export const toJson = (definition: Definition): JsonObject => definition as unknown as JsonObject;
