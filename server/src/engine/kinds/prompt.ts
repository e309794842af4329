import { isJsonObject } from '../json.js';
import { checkSchema } from '../schema.js';
import { StepError, type JsonObject } from '../types.js';
import { defineKind, settingsSchema } from './define.js';

interface PromptInput {
  model: string;
  system?: string;
  prompt: string;
  images?: string[];
  schema?: JsonObject;
  temperature?: number;
  maxOutputTokens?: number;
  fallbacks?: string[];
}

const MODEL: JsonObject = { type: 'string', minLength: 1, maxLength: 200 };

/** Asks a language model of a connected provider. */
export const prompt = defineKind<PromptInput>({
  kind: 'prompt',
  title: 'Ask a model',
  description:
    'Asks a language model to write, answer, or fill in a form. Needs a connected provider.',
  nature: 'cost',
  needsProvider: true,
  defaultTimeoutSeconds: 120,
  with: settingsSchema(
    {
      model: {
        ...MODEL,
        title: 'Model',
        default: 'default',
        'x-widget': 'model',
        description: 'A model of this workspace by its alias, or provider/model.',
        examples: ['default', 'fast'],
      },
      system: {
        type: 'string',
        maxLength: 200_000,
        title: 'System',
        'x-widget': 'textarea',
        description: 'Who the model is and which rules it follows.',
        examples: ['You write short, friendly replies.'],
      },
      prompt: {
        type: 'string',
        minLength: 1,
        maxLength: 1_000_000,
        title: 'Prompt',
        'x-widget': 'textarea',
        description: 'What the model is asked.',
        examples: ['Answer politely:\n{{ inputs.email }}'],
      },
      images: {
        type: 'array',
        maxItems: 20,
        title: 'Images',
        description: 'Addresses of images: https or data.',
        items: { type: 'string', minLength: 1 },
        examples: [['{{ inputs.photo }}']],
      },
      schema: {
        type: 'object',
        title: 'Structured answer',
        'x-widget': 'schema',
        description:
          'JSON Schema of the answer. The model then fills in this form instead of writing text.',
        examples: [
          { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] },
        ],
      },
      temperature: {
        type: 'number',
        minimum: 0,
        maximum: 2,
        title: 'Temperature',
        description: '0 keeps to the likely, higher is more varied.',
      },
      maxOutputTokens: {
        type: 'integer',
        minimum: 1,
        maximum: 1_000_000,
        title: 'Longest answer',
        description: 'In tokens.',
      },
      fallbacks: {
        type: 'array',
        maxItems: 5,
        title: 'Fallbacks',
        items: { ...MODEL, 'x-widget': 'model' },
        description: 'Models to ask, in this order, when the first is not available.',
        examples: [['fast']],
      },
    },
    ['prompt'],
  ),
  output: {
    type: 'object',
    required: ['text'],
    properties: {
      text: { type: 'string', description: 'The answer as text.' },
      object: { description: 'The answer as data, when a structured answer was asked for.' },
      model: { type: 'string', description: 'The model that answered: provider/model.' },
    },
  },
  checkWith: ({ schema }) =>
    isJsonObject(schema) && !holdsExpression(schema) ? checkSchema(schema, '#/schema') : [],
  run: async (input, { services, signal, idempotencyKey, workspaceId, emitToken }) => {
    if (input.schema) refuseBadSchema(input.schema);
    const { text, object, usage } = await services.models.generate({
      ...input,
      fallbacks: input.fallbacks ?? [],
      images: input.images ?? [],
      workspaceId,
      idempotencyKey,
      signal,
      onToken: emitToken,
    });
    const output: JsonObject = { text };
    if (object !== undefined) output.object = object;
    if (usage.model !== undefined) output.model = usage.model;
    return { output, usage };
  },
});

function holdsExpression(schema: JsonObject): boolean {
  return JSON.stringify(schema).includes('{{');
}

/** A schema that an expression put together was not seen before. */
function refuseBadSchema(schema: JsonObject): void {
  const [fault] = checkSchema(schema, '#/schema');
  if (fault)
    throw new StepError(
      'settings-invalid',
      `The schema of the answer cannot be used: ${fault.pointer} ${fault.detail}`,
    );
}
