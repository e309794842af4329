import type { LanguageModelV4CallOptions } from '@ai-sdk/provider';
import { Injectable } from '@nestjs/common';
import { Egress } from '../../core/egress/egress.js';
import {
  StepError,
  type JsonValue,
  type ModelAnswer,
  type ModelRequest,
  type Models,
  type Usage,
} from '../../engine/types.js';
import { askModel, type Question, type Reply } from './ask-model.js';
import type { ConnectedModel } from './connected-provider.js';
import { imagePart } from './images.js';
import { ModelCallWatch } from './model-call-watch.js';
import { ModelCatalog } from './model-catalog.js';
import { isUnavailable } from './model-errors.js';
import { instructionFor, readAnswer, repairFor, schemaOf } from './structured-answer.js';

type Messages = LanguageModelV4CallOptions['prompt'];

/** Most faults of an answer that are told to the model and to people. */
const MAX_FAULTS = 5;

/** Language models for the steps of runs: the engine's port to the connected providers. */
@Injectable()
export class ModelsService implements Models {
  constructor(
    private readonly catalog: ModelCatalog,
    private readonly egress: Egress,
    private readonly watch: ModelCallWatch,
  ) {}

  /**
   * Asks the model, then its fallbacks while they are unavailable. Never repeats a call by itself:
   * retries are the engine's.
   */
  async generate(request: ModelRequest): Promise<ModelAnswer> {
    const messages = await this.messagesOf(request);
    const failures: { model: string; error: StepError }[] = [];
    const names = [request.model, ...request.fallbacks];
    for (const [index, name] of names.entries()) {
      try {
        const model = await this.catalog.resolve(request.workspaceId, name);
        const key = index === 0 ? request.idempotencyKey : `${request.idempotencyKey}:${index}`;
        return request.schema === undefined
          ? await this.write(model, messages, request, key)
          : await this.fillIn(model, messages, { ...request, schema: request.schema }, key);
      } catch (error) {
        request.signal.throwIfAborted();
        if (!isUnavailable(error)) throw error;
        failures.push({ model: name, error });
        if (index + 1 < names.length) this.watch.fellBack(error);
      }
    }
    throw summary(failures);
  }

  private async write(
    model: ConnectedModel,
    messages: Messages,
    request: ModelRequest,
    key: string,
  ): Promise<ModelAnswer> {
    const reply = await this.ask(model, {
      ...questionOf(request, messages, key),
      onToken: request.onToken,
    });
    return { text: reply.text, usage: usageOf(model, [reply]) };
  }

  /** A structured answer: checked, asked for once more with its faults, and given up then. */
  private async fillIn(
    model: ConnectedModel,
    messages: Messages,
    request: ModelRequest & { schema: NonNullable<ModelRequest['schema']> },
    key: string,
  ): Promise<ModelAnswer> {
    const schema = await schemaOf(request.schema);
    const format = { type: 'json', schema: request.schema, name: 'answer' } as Question['schema'];
    const question = { ...questionOf(request, messages, key), schema: format };
    const first = await this.ask(model, { ...question, onToken: request.onToken });
    const { value, faults } = readAnswer(first.text, schema);
    if (faults.length === 0)
      return { text: first.text, object: value, usage: usageOf(model, [first]) };

    const second = await this.ask(model, {
      ...question,
      messages: [
        ...messages,
        { role: 'assistant', content: [{ type: 'text', text: first.text || '(nothing)' }] },
        { role: 'user', content: [{ type: 'text', text: repairFor(faults.slice(0, MAX_FAULTS)) }] },
      ],
      idempotencyKey: `${key}:repair`,
      onToken: () => undefined, // whoever watches has seen the first answer
    });
    const usage = usageOf(model, [first, second]);
    const repaired = readAnswer(second.text, schema);
    const [fault] = repaired.faults;
    if (!fault) return { text: second.text, object: repaired.value, usage };
    throw new StepError(
      'model-output-invalid',
      `The answer of "${model.id}" does not match its schema, also when asked again: ${fault.pointer} ${fault.detail}.`,
      {
        details: asJson({
          path: fault.pointer,
          faults: repaired.faults.slice(0, MAX_FAULTS),
          usage,
        }),
      },
    );
  }

  private ask(model: ConnectedModel, question: Question): Promise<Reply> {
    return this.watch.call(model, () => askModel(model, question));
  }

  private async messagesOf({
    system,
    prompt,
    images,
    schema,
    signal,
  }: ModelRequest): Promise<Messages> {
    const parts = await Promise.all(images.map((image) => imagePart(image, this.egress, signal)));
    // One system message: the templates of some models know no second one.
    const rules = [system, schema && instructionFor(schema)]
      .filter((rule) => rule !== undefined && rule !== '')
      .join('\n\n');
    return [
      ...(rules === '' ? [] : [{ role: 'system' as const, content: rules }]),
      { role: 'user', content: [{ type: 'text', text: prompt }, ...parts] },
    ];
  }
}

const questionOf = (
  request: ModelRequest,
  messages: Messages,
  idempotencyKey: string,
): Omit<Question, 'onToken'> => ({
  messages,
  schema: undefined,
  temperature: request.temperature,
  maxOutputTokens: request.maxOutputTokens,
  idempotencyKey,
  signal: request.signal,
});

/** Tokens of all calls together, and what they cost by the prices of the model. */
function usageOf({ id, info }: ConnectedModel, replies: Reply[]): Usage {
  const inputTokens = sum(replies.map((reply) => reply.inputTokens));
  const outputTokens = sum(replies.map((reply) => reply.outputTokens));
  const input = costOf(inputTokens, info?.inputPricePerMillion);
  const output = costOf(outputTokens, info?.outputPricePerMillion);
  return {
    model: id,
    // Rounded far below a cent, to drop what binary fractions add.
    cost: input === null || output === null ? null : Number((input + output).toFixed(12)),
    ...(inputTokens === undefined ? {} : { inputTokens }),
    ...(outputTokens === undefined ? {} : { outputTokens }),
  };
}

const sum = (counts: (number | undefined)[]): number | undefined =>
  counts.reduce<number | undefined>(
    (total, count) => (total === undefined || count === undefined ? undefined : total + count),
    0,
  );

const costOf = (
  tokens: number | undefined,
  pricePerMillion: number | null | undefined,
): number | null =>
  tokens === undefined || pricePerMillion == null ? null : (tokens * pricePerMillion) / 1_000_000;

const asJson = (value: object): JsonValue => JSON.parse(JSON.stringify(value)) as JsonValue;

/** One error for all models that were tried: one that may pass, else the first. */
function summary(failures: { model: string; error: StepError }[]): StepError {
  const errors = failures.map(({ error }) => error);
  const main = errors.find(({ retryable }) => retryable) ?? (errors[0] as StepError);
  if (failures.length === 1) return main;
  const tried = failures.map(({ model, error }) => ({
    model,
    code: error.code,
    message: error.message,
  }));
  return new StepError(main.code, `No model answered. ${main.message}`, {
    retryable: main.retryable,
    ...(main.retryAfterMs === undefined ? {} : { retryAfterMs: main.retryAfterMs }),
    details: {
      tried,
      ...(main.details !== null && typeof main.details === 'object' && !Array.isArray(main.details)
        ? main.details
        : {}),
    },
    cause: main,
  });
}
