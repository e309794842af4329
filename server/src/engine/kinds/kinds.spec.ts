import { describe, expect, it } from '@jest/globals';
import { hostWith, planOf, runOf, servicesWith } from '../../../test/engine.js';
import type { BuiltinAi } from '../builtin-ai.js';
import { DEFINITION_SCHEMA } from '../definition.js';
import { executeRun } from '../execute.js';
import { compileDefinition } from '../plan.js';
import { compileSchema } from '../schema.js';
import { findSchemaFaults } from '../schema-rules.js';
import {
  StepError,
  type JsonObject,
  type JsonValue,
  type ModelRequest,
  type StepServices,
} from '../types.js';
import { STEP_KINDS } from './index.js';

const never = new AbortController().signal;
const runOne = (
  kind: string,
  settings: JsonObject,
  services: Partial<StepServices>,
  inputs: JsonValue = {},
) =>
  executeRun(
    planOf([{ id: 'a', kind, with: settings }], '{{ steps.a }}'),
    runOf(inputs),
    [],
    hostWith(servicesWith(services)),
    never,
  );

describe.each(STEP_KINDS.map((kind) => [kind.kind, kind] as const))(
  'the kind %s',
  (_name, kind) => {
    it('describes itself for the form and the reference page', () => {
      expect(findSchemaFaults(kind.with, '#')).toEqual([]);
      expect(findSchemaFaults(kind.output, '#')).toEqual([]);
      expect(kind.description).toMatch(/^[A-Z].*\.$/);
      for (const [name, setting] of Object.entries(
        kind.with.properties as Record<string, JsonObject>,
      )) {
        expect([name, typeof setting.title, typeof setting.description]).toEqual([
          name,
          'string',
          'string',
        ]);
      }
    });

    it('gives examples that its own schema accepts', () => {
      for (const [name, setting] of Object.entries(
        kind.with.properties as Record<string, JsonObject>,
      )) {
        for (const example of (setting.examples as JsonValue[] | undefined) ?? []) {
          if (JSON.stringify(example).includes('{{')) continue;
          expect({
            name,
            faults: compileSchema({ ...setting, examples: [] }).check(example).faults,
          }).toEqual({ name, faults: [] });
        }
      }
    });
  },
);

describe('built-in AI', () => {
  const asked: unknown[] = [];
  const answering = (name: keyof BuiltinAi, answer: object): Partial<StepServices> => {
    asked.length = 0;
    const remember = (input: unknown) => {
      asked.push(input);
      return Promise.resolve(answer);
    };
    return { builtin: { ...servicesWith({}).builtin, [name]: remember } };
  };

  it.each<[keyof BuiltinAi, JsonObject, JsonObject]>([
    ['classify', { text: 'x', labels: [{ name: 'a' }, { name: 'b' }] }, { threshold: 0.5 }],
    ['find', { text: 'x', question: 'y' }, { threshold: 0.5 }],
    ['keySentences', { text: 'x', focus: 'prices' }, { count: 5 }],
    ['keywords', { text: 'x' }, { count: 10 }],
    ['detectLanguage', { text: 'x', among: ['en', 'nl'] }, {}],
  ])('%s hands over its settings with their defaults', async (kind, settings, defaults) => {
    expect(await runOne(kind, settings, answering(kind, { ok: kind }))).toEqual({
      status: 'succeeded',
      output: { ok: kind },
    });
    expect(asked).toEqual([{ ...settings, ...defaults }]);
  });

  it('counts "tomorrow" from the clock of the run', async () => {
    await runOne(
      'extract',
      { text: 'x', what: [], fields: [{ name: 'order' }] },
      answering('extract', {}),
    );
    expect(asked).toEqual([
      { text: 'x', fields: [{ name: 'order', shape: 'code' }], now: '2026-11-21T12:00:00.000Z' },
    ]);
  });

  it('takes no pattern that could hang', () => {
    const steps = [
      { id: 'a', kind: 'extract', with: { text: 'x', fields: [{ name: 'n', pattern: '(?=a)' }] } },
    ];
    expect(
      compileDefinition({ schemaVersion: 1, inputs: { type: 'object' }, steps, output: null })
        .faults,
    ).toEqual([
      { pointer: '#/steps/0/with/fields/0/pattern', detail: expect.stringContaining('RE2') },
    ]);
  });
});

describe('prompt', () => {
  const answering = (requests: ModelRequest[], object?: JsonValue): Partial<StepServices> => ({
    models: {
      generate: (request) => {
        requests.push(request);
        request.onToken('Hel');
        request.onToken('lo');
        return Promise.resolve({
          text: 'Hello',
          ...(object === undefined ? {} : { object }),
          usage: { inputTokens: 3, cost: 0.01, model: 'p/m' },
        });
      },
    },
  });

  it('asks the model and keeps what it used', async () => {
    const requests: ModelRequest[] = [];
    const host = hostWith(servicesWith(answering(requests)));
    const plan = planOf(
      [
        {
          id: 'a',
          kind: 'prompt',
          with: { prompt: 'Greet {{ inputs.name }}', fallbacks: ['fast'], temperature: 0 },
        },
      ],
      '{{ steps.a }}',
    );
    expect(await executeRun(plan, runOf({ name: 'Ada' }), [], host, never)).toEqual({
      status: 'succeeded',
      output: { text: 'Hello', model: 'p/m' },
    });
    expect(requests).toMatchObject([
      {
        model: 'default',
        prompt: 'Greet Ada',
        fallbacks: ['fast'],
        images: [],
        temperature: 0,
        workspaceId: 'workspace',
        idempotencyKey: 'run:a',
      },
    ]);
    expect(host.records).toMatchObject([{ usage: { inputTokens: 3, cost: 0.01, model: 'p/m' } }]);
    expect(host.durable.get('a')).toBe(true);
    expect(
      host.events.flatMap((event) => (event.type === 'step.token' ? [event.text] : [])),
    ).toEqual(['Hel', 'lo']);
  });

  it('gives data for a structured answer', async () => {
    const schema = { type: 'object', properties: { n: { type: 'number' } } };
    expect(await runOne('prompt', { prompt: 'x', schema }, answering([], { n: 1 }))).toMatchObject({
      output: { object: { n: 1 }, text: 'Hello' },
    });
  });

  it('says when a schema cannot be used, as early as possible', async () => {
    const steps = [{ id: 'a', kind: 'prompt', with: { prompt: 'x', schema: { typ: 'object' } } }];
    expect(
      compileDefinition({ schemaVersion: 1, inputs: { type: 'object' }, steps, output: null })
        .faults,
    ).toEqual([{ pointer: '#/steps/0/with/schema/typ', detail: expect.any(String) }]);
    const late = await runOne(
      'prompt',
      { prompt: 'x', schema: '{{ inputs.schema }}' },
      {},
      { schema: { typ: 'object' } },
    );
    expect(late).toMatchObject({ status: 'failed', error: { code: 'settings-invalid' } });
  });

  it('fails as the provider says', async () => {
    const error = new StepError('provider-missing', 'Connect a provider to use this step.', {
      details: { link: '/providers' },
    });
    expect(
      await runOne(
        'prompt',
        { prompt: 'x' },
        { models: { generate: () => Promise.reject(error) } },
      ),
    ).toEqual({
      status: 'failed',
      error: {
        code: 'provider-missing',
        message: 'Connect a provider to use this step.',
        path: 'a',
        details: { link: '/providers' },
      },
    });
  });
});

it('the schema of a definition is a schema', () => {
  expect(
    compileSchema(DEFINITION_SCHEMA).check({
      schemaVersion: 1,
      inputs: { type: 'object' },
      steps: [],
      output: null,
    }).faults,
  ).toEqual([]);
});
