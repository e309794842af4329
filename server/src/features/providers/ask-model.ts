import {
  APICallError,
  type LanguageModelV4CallOptions,
  type LanguageModelV4Usage,
} from '@ai-sdk/provider';
import type { ConnectedModel } from './connected-provider.js';
import { fromErrorPart, serverWords, streamCut, toModelError } from './model-errors.js';
import { StepError } from '../../core/step-error.js';

export interface Question {
  messages: LanguageModelV4CallOptions['prompt'];
  schema: LanguageModelV4CallOptions['responseFormat'];
  temperature: number | undefined;
  maxOutputTokens: number | undefined;
  idempotencyKey: string;
  signal: AbortSignal;
  onToken(text: string): void;
}

export interface Reply {
  text: string;
  inputTokens: number | undefined;
  outputTokens: number | undefined;
}

/**
 * Asks a model once and reads its answer as it is written. Uses the provider interface of the AI
 * SDK itself: `streamText` above it takes three times the processor time of a call and adds
 * retries, which are the engine's.
 * @throws StepError, or the reason of the signal when that was aborted
 */
export async function askModel(model: ConnectedModel, question: Question): Promise<Reply> {
  try {
    return await stream(model, question);
  } catch (error) {
    question.signal.throwIfAborted();
    if (model.takesSchema && question.schema !== undefined && refusesSchema(error)) {
      model.takesSchema = false; // remembered until the settings of the provider change
      return askModel(model, question);
    }
    throw toModelError(error, model);
  }
}

async function stream(model: ConnectedModel, question: Question): Promise<Reply> {
  const { stream: parts, response } = await model.language.doStream({
    prompt: question.messages,
    abortSignal: question.signal,
    headers: { 'idempotency-key': question.idempotencyKey },
    providerOptions: STRICT_OFF,
    ...(question.schema === undefined || !model.takesSchema
      ? {}
      : { responseFormat: question.schema }),
    ...(question.temperature === undefined ? {} : { temperature: question.temperature }),
    ...(question.maxOutputTokens === undefined
      ? {}
      : { maxOutputTokens: question.maxOutputTokens }),
  });
  const fault = notAStream(response?.headers ?? {}, model);
  if (fault) {
    await parts.cancel();
    throw fault;
  }
  let text = '';
  let usage: LanguageModelV4Usage | undefined;
  let reason: string | undefined;
  try {
    for await (const part of parts as AsyncIterable<PartOf<typeof parts>>) {
      if (part.type === 'text-delta') {
        text += part.delta;
        if (part.delta !== '') question.onToken(part.delta);
      } else if (part.type === 'error') {
        throw part.error;
      } else if (part.type === 'finish') {
        usage = part.usage;
        reason = part.finishReason.unified;
      }
    }
  } catch (error) {
    question.signal.throwIfAborted();
    throw fromErrorPart(error, model);
  }
  if (reason === undefined || reason === 'error' || reason === 'interrupted')
    throw streamCut(model);
  if (reason === 'content-filter' && text === '') {
    throw new StepError(
      'model-refused',
      `"${model.id}" refused to answer: its content filter stopped it.`,
    );
  }
  return { text, inputTokens: usage?.inputTokens.total, outputTokens: usage?.outputTokens.total };
}

type PartOf<Stream> = Stream extends ReadableStream<infer Part> ? Part : never;

/** Schemas of makers need not keep to the subset that strict mode asks for; the answer is checked here. */
const STRICT_OFF = { openaiCompatible: { strictJsonSchema: false } };

function refusesSchema(error: unknown): boolean {
  return (
    APICallError.isInstance(error) &&
    (error.statusCode === 400 || error.statusCode === 422) &&
    /response_format|json_schema|structured|output_config|grammar/i.test(
      `${error.responseBody} ${serverWords(error)}`,
    )
  );
}

/** A page or a plain JSON answer would read as a stream without an end. */
function notAStream(
  headers: Record<string, string>,
  { provider }: ConnectedModel,
): StepError | null {
  const type = headers['content-type'] ?? '';
  if (type === '' || type.includes('event-stream')) return null;
  const [plain] = type.split(';', 1);
  const text = `The provider "${provider.slug}" answered with ${plain} instead of a stream. Check that its address is that of the API, for example ending in /v1.`;
  return new StepError('provider-invalid-answer', text);
}
