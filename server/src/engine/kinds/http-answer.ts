/** Reads the body of an HTTP answer. */

import { convert } from 'html-to-text';
import { StepError, type HttpAnswer, type JsonValue } from '../types.js';

export type AnswerForm = 'auto' | 'json' | 'text' | 'html-text';

/** Longest page that is turned into text: the work is done between other requests. */
const MAX_HTML_LENGTH = 1_000_000;

/** The body as asked for. Throws `StepError` when it is not that. */
export function readAnswer({ body, headers }: HttpAnswer, form: AnswerForm): JsonValue {
  const type = headers['content-type'] ?? '';
  const text = decode(body, type);
  const isJson = /^application\/(?:[\w.+-]+\+)?json\b/i.test(type);
  if (form === 'json' || (form === 'auto' && isJson)) return parseJson(text, form);
  return form === 'html-text' ? toReadableText(text) : text;
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

/** What a person would read on the page: no scripts, images, navigation marks or addresses of links. */
function toReadableText(html: string): string {
  if (html.length > MAX_HTML_LENGTH) {
    throw new StepError(
      'http-body',
      `A page of more than ${MAX_HTML_LENGTH} characters is not turned into text.`,
    );
  }
  return convert(html, {
    wordwrap: false,
    limits: { maxInputLength: MAX_HTML_LENGTH, maxDepth: 200, maxChildNodes: 20_000 },
    selectors: [
      { selector: 'a', options: { ignoreHref: true } },
      ...['img', 'nav', 'footer', 'script', 'style', 'noscript', 'svg', 'form', 'iframe'].map(
        (selector) => ({ selector, format: 'skip' }),
      ),
      ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({
        selector,
        options: { uppercase: false },
      })),
      { selector: 'table', format: 'dataTable', options: { uppercaseHeaderCells: false } },
    ],
  }).trim();
}
