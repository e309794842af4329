/** Small helpers with which the step kinds are written. */

import type { JsonObject, JsonValue, StepKind } from '../types.js';

/** Ties the type of the settings to the kind's own code; the engine hands over what its schema accepted. */
export function defineKind<Input>(kind: StepKind<Input>): StepKind {
  return kind as unknown as StepKind;
}

/** An object schema with its properties in the order in which a form shows them. */
export function settingsSchema(
  properties: Record<string, JsonObject>,
  required: string[],
): JsonObject {
  return { type: 'object', additionalProperties: false, required, properties };
}

/** Schema of an output: all of its properties are always there. */
export function outputSchema(properties: Record<string, JsonObject>): JsonObject {
  return { type: 'object', required: Object.keys(properties), properties };
}

/** An answer of a port as plain JSON; the ports promise that it is. */
export function asJson(value: object): JsonValue {
  return value as unknown as JsonValue;
}

/** The text that a kind works on. */
export const TEXT_SETTING: JsonObject = {
  type: 'string',
  title: 'Text',
  description: 'What to work on; most often an input or the output of a step.',
  maxLength: 200_000,
  'x-widget': 'textarea',
  examples: ['{{ inputs.text }}'],
};

export const WARNING: JsonObject = {
  type: ['string', 'null'],
  description:
    'Why this answer deserves less trust, in one sentence; null when there is nothing to say.',
};
