import { isJsonObject } from '../../../engine/json.js';
import type { JsonObject, JsonValue } from '../../../engine/types.js';
import type { RunnableVersion } from '../runnable-version.types.js';
import { exampleOf } from './example.js';
import { outputSchemaOf } from './output-schema.js';
import { PROBLEM_SCHEMA, problems, RUN_PROPERTIES } from './run-schemas.js';

export interface ToolAddress {
  workspaceSlug: string;
  /** Address of this API without `/api/v1`. */
  serverUrl: string;
}

const RUN_ID: JsonObject = {
  name: 'run',
  in: 'path',
  required: true,
  schema: { type: 'string', format: 'uuid' },
};
const ref = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });
const json = (schema: JsonObject, more: JsonObject = {}): JsonObject => ({
  'application/json': { schema, ...more },
});

/** The OpenAPI 3.1 document of one tool: what a program needs to run it and to read what came out. */
export function toolOpenApi(
  version: RunnableVersion,
  { workspaceSlug, serverUrl }: ToolAddress,
): JsonObject {
  const { definition } = version.plan;
  const inputs = withMovedRefs(definition.inputs, '#/components/schemas/Inputs');
  return {
    openapi: '3.1.0',
    info: {
      title: version.toolName,
      version: String(version.versionNumber),
      summary: `The tool ${version.toolSlug} of ${workspaceSlug}`,
      ...(version.toolDescription === '' ? {} : { description: version.toolDescription }),
    },
    servers: [{ url: `${serverUrl.replace(/\/+$/, '')}/api/v1` }],
    security: [{ bearer: [] }],
    tags: [{ name: 'Runs', description: 'Running the tool, and what its runs gave.' }],
    paths: {
      [`/tools/${workspaceSlug}/${version.toolSlug}/runs`]: {
        post: runOperation(definition.inputs),
      },
      '/runs/{run}': { get: getOperation() },
      '/runs/{run}/events': { get: eventsOperation() },
      '/runs/{run}/cancel': { post: cancelOperation() },
    },
    components: {
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          description: 'An API key (apm_…) of the workspace.',
        },
      },
      schemas: {
        Inputs: inputs,
        Output: withMovedRefs(outputSchemaOf(version.plan), '#/components/schemas/Inputs'),
        Run: { type: 'object', required: Object.keys(RUN_PROPERTIES), properties: RUN_PROPERTIES },
        Problem: PROBLEM_SCHEMA,
      },
    },
  };
}

function runOperation(inputs: JsonObject): JsonObject {
  return {
    operationId: 'runTool',
    tags: ['Runs'],
    summary: 'Run the tool',
    description:
      'Waits for the result by default. `Prefer: respond-async` answers at once with 202, and `Location` says where the run is found. `Accept: text/event-stream` streams the steps while they are carried out. A caller that leaves does not stop its run. A key needs the scope runs:create.',
    parameters: [
      {
        name: 'Prefer',
        in: 'header',
        description: '`wait=30` waits up to so many seconds; `respond-async` does not wait.',
        schema: { type: 'string' },
        example: 'wait=30',
      },
      {
        name: 'Idempotency-Key',
        in: 'header',
        description: 'Makes sending again safe: the same key and inputs give the same run.',
        schema: { type: 'string', maxLength: 255 },
      },
    ],
    requestBody: {
      required: true,
      content: json(
        {
          type: 'object',
          required: ['inputs'],
          additionalProperties: false,
          properties: { inputs: ref('Inputs') },
        },
        { example: { inputs: exampleOf(inputs) } },
      ),
    },
    responses: {
      '200': {
        description:
          'The run ended; `output` holds the result when `status` is succeeded, `error` the reason otherwise',
        content: { ...json(ref('Run')), 'text/event-stream': { schema: { type: 'string' } } },
      },
      '202': {
        description: 'The run goes on',
        headers: { Location: { description: 'Address of the run', schema: { type: 'string' } } },
        content: json(ref('Run')),
      },
      ...problems(400, 401, 403, 404, 409, 413, 422, 429, 503),
    },
  };
}

function getOperation(): JsonObject {
  return {
    operationId: 'getRun',
    tags: ['Runs'],
    summary: 'Get a run with its steps',
    description: 'A key needs the scope runs:read.',
    parameters: [RUN_ID],
    responses: {
      '200': { description: 'The run', content: json(ref('Run')) },
      ...problems(400, 401, 403, 404),
    },
  };
}

function eventsOperation(): JsonObject {
  return {
    operationId: 'watchRun',
    tags: ['Runs'],
    summary: 'Watch a run',
    description:
      'Server-sent events: run, step.started, step.token, step.retrying, step.finished, run.finished. `Last-Event-ID` goes on where a broken connection ended. A key needs the scope runs:read.',
    parameters: [RUN_ID, { name: 'Last-Event-ID', in: 'header', schema: { type: 'string' } }],
    responses: {
      '200': {
        description: 'The events',
        content: { 'text/event-stream': { schema: { type: 'string' } } },
      },
      ...problems(400, 401, 403, 404),
    },
  };
}

function cancelOperation(): JsonObject {
  return {
    operationId: 'cancelRun',
    tags: ['Runs'],
    summary: 'Cancel a run',
    description: 'Also in the middle of a step. A key needs the scope runs:create.',
    parameters: [RUN_ID],
    responses: {
      '200': { description: 'The run', content: json(ref('Run')) },
      ...problems(400, 401, 403, 404, 409),
    },
  };
}

/** `#/$defs/x` means the root of the schema; within this document that root is somewhere else. */
function withMovedRefs<Value extends JsonValue>(value: Value, root: string): Value {
  if (Array.isArray(value)) return value.map((item) => withMovedRefs(item, root)) as Value;
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).map(([key, item]) => [
    key,
    key === '$ref' && typeof item === 'string' && item.startsWith('#')
      ? `${root}${item.slice(1)}`
      : withMovedRefs(item, root),
  ]);
  return Object.fromEntries(entries) as Value;
}
