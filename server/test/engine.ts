/** For the engine's own tests: a host that remembers, and services that the test answers. */

import type { RunHost, RunToExecute } from '../src/engine/execute.js';
import { compileDefinition, type Plan } from '../src/engine/plan.js';
import {
  StepError,
  type HttpAnswer,
  type HttpRequest,
  type JsonObject,
  type JsonValue,
  type RunEvent,
  type StepRecord,
  type StepServices,
} from '../src/engine/types.js';

export function planOf(
  steps: JsonObject[],
  output: JsonValue = null,
  inputs: JsonObject = { type: 'object' },
): Plan {
  const { plan, faults } = compileDefinition({ schemaVersion: 1, inputs, steps, output });
  if (!plan) throw new Error(`The test's definition is wrong: ${JSON.stringify(faults)}`);
  return plan;
}

export const runOf = (inputs: JsonValue = {}, id = 'run'): RunToExecute => ({
  id,
  workspaceId: 'workspace',
  inputs,
  createdAt: new Date('2026-11-21T12:00:00Z'),
});

/** Services that refuse everything but what a test provides. */
export function servicesWith(part: Partial<StepServices>): StepServices {
  const refuse = () =>
    Promise.reject(new StepError('not-expected', 'The test did not expect this call.'));
  return {
    http: { request: refuse },
    models: { generate: refuse },
    builtin: {
      classify: refuse,
      find: refuse,
      keySentences: refuse,
      keywords: refuse,
      extract: refuse,
      detectLanguage: refuse,
    },
    ...part,
  };
}

/** An HTTP service by a function from request to answer. */
export function httpBy(
  answer: (request: HttpRequest) => Promise<Partial<HttpAnswer>> | Partial<HttpAnswer>,
): StepServices {
  return servicesWith({
    http: {
      request: async (request) => ({
        status: 200,
        headers: {},
        body: new Uint8Array(),
        url: request.url,
        ...(await answer(request)),
      }),
    },
  });
}

export const textBody = (text: string) => new TextEncoder().encode(text);

export interface RememberingHost extends RunHost {
  records: StepRecord[];
  durable: Map<string, boolean>;
  events: RunEvent[];
  bugs: unknown[];
}

export function hostWith(
  services: StepServices,
  onRecord: (record: StepRecord) => Promise<void> = () => Promise.resolve(),
): RememberingHost {
  const host: RememberingHost = {
    services,
    records: [],
    durable: new Map(),
    events: [],
    bugs: [],
    emit: (event) => void host.events.push(event),
    record: async (record, { durable }) => {
      await onRecord(record);
      host.records.push(record);
      host.durable.set(record.path, durable);
    },
    reportBug: (error) => void host.bugs.push(error),
  };
  return host;
}

/** Waits until a condition holds, turn by turn of the event loop. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 1));
}

/** A step that builds a value. */
export const set = (id: string, value: JsonValue, more: JsonObject = {}): JsonObject => ({
  id,
  kind: 'transform',
  with: { value },
  ...more,
});

/** A step with an effect. */
export const call = (id: string, url: string, more: JsonObject = {}): JsonObject => ({
  id,
  kind: 'http',
  with: { url },
  ...more,
});

/** Answers nothing until the request is aborted, and says so. */
export const hanging = (aborted: string[]) =>
  httpBy(
    (request) =>
      new Promise((_, reject) => {
        request.signal.addEventListener('abort', () => {
          aborted.push(request.url);
          reject(request.signal.reason as Error);
        });
      }),
  );
