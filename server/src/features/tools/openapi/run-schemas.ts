import type { JsonObject } from '../../../engine/types.js';

const TIME: JsonObject = { type: 'string', format: 'date-time' };
const TIME_OR_NULL: JsonObject = { type: ['string', 'null'], format: 'date-time' };

/** A run as it is answered. A test holds this against real answers. */
export const RUN_PROPERTIES: JsonObject = {
  id: { type: 'string', format: 'uuid' },
  status: { enum: ['queued', 'running', 'waiting', 'succeeded', 'failed', 'cancelled'] },
  tool: { type: 'string', description: 'Slug of the tool.' },
  version: {
    type: ['integer', 'null'],
    description: 'Number of the version; null for a run of the draft.',
  },
  trigger: { type: 'string', description: 'What started it.' },
  output: {
    description: "The tool's output; null unless the run succeeded.",
    anyOf: [{ $ref: '#/components/schemas/Output' }, { type: 'null' }],
  },
  error: {
    description: 'Why it failed; null unless it did.',
    anyOf: [
      {
        type: 'object',
        required: ['code', 'message'],
        properties: {
          code: { type: 'string', description: 'Stable, for programs.' },
          message: { type: 'string', description: 'For people.' },
          path: { type: 'string', description: 'The step that failed, when it was one.' },
          details: {},
        },
      },
      { type: 'null' },
    ],
  },
  usage: {
    description: 'Sum over all steps; null when no model was asked.',
    anyOf: [
      {
        type: 'object',
        properties: {
          inputTokens: { type: 'integer' },
          outputTokens: { type: 'integer' },
          cost: {
            type: ['number', 'null'],
            description: 'US dollars; null when a price is missing.',
          },
          model: { type: 'string' },
        },
      },
      { type: 'null' },
    ],
  },
  createdAt: TIME,
  startedAt: TIME_OR_NULL,
  finishedAt: TIME_OR_NULL,
};

/** RFC 9457 problem details. */
export const PROBLEM_SCHEMA: JsonObject = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'code'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'What happened and what to do, for people.' },
    code: { type: 'string', description: 'Stable, for programs.' },
    traceId: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['pointer', 'detail'],
        properties: {
          pointer: { type: 'string', description: 'JSON pointer into the body.' },
          detail: { type: 'string' },
        },
      },
    },
  },
};

const DESCRIPTIONS: Record<number, string> = {
  400: 'The request cannot be read',
  401: 'No valid API key',
  403: 'The key does not allow this',
  404: 'It does not exist, or belongs to a workspace of others',
  409: 'It clashes with what is there',
  413: 'The body is too large',
  422: 'The inputs do not fit; errors says where',
  429: 'Too many requests; Retry-After says when to try again',
  503: 'Not available right now',
};

export function problems(...statuses: number[]): JsonObject {
  return Object.fromEntries(
    statuses.map((status) => [
      String(status),
      {
        description: DESCRIPTIONS[status] as string,
        content: {
          'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
        },
      },
    ]),
  );
}
