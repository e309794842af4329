/** Reads the body of an HTTP answer. */

import { StepError, type HttpAnswer, type JsonValue } from '../types.js';
import { htmlToText } from './html-text.js';

export type AnswerForm = 'auto' | 'json' | 'text' | 'html-text';

/** The body as asked for. Throws `StepError` when it is not that. */
export function readAnswer({ body, headers }: HttpAnswer, form: AnswerForm): JsonValue {
  const type = headers['content-type'] ?? '';
  const text = decode(body, type);
  const isJson = /^application\/(?:[\w.+-]+\+)?json\b/i.test(type);
  if (form === 'json' || (form === 'auto' && isJson)) return parseJson(text, form);
  return form === 'html-text' ? htmlToText(text) : text;
}

function decode(body: Uint8Array, type: string): string {
  const charset = /charset="?([\w-]{1,40})/i.exec(type)?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(charset).decode(body);
  } catch {
    return new TextDecoder('utf-8').decode(body);
  }
}

function parseJson(text: string, form: AnswerForm): JsonValue {
  if (form === 'auto' && text.trim() === '') return null;
  try {
    return JSON.parse(text) as JsonValue;
  } catch (error) {
    throw new StepError('http-body', 'The answer is not JSON.', {
      details: { body: text.slice(0, 500) },
      cause: error,
    });
  }
}
