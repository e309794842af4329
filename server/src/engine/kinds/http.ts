import { isJsonObject } from '../json.js';
import {
  StepError,
  type Fault,
  type HttpAnswer,
  type JsonObject,
  type JsonValue,
  type StepContext,
} from '../types.js';
import { defineKind, outputSchema, settingsSchema } from './define.js';
import { readAnswer, type AnswerForm } from './http-answer.js';
import { retryAfterMs } from './retry-after.js';

interface HttpInput {
  method: string;
  url: string;
  query?: Record<string, string | number | boolean | null>;
  headers?: Record<string, string>;
  json?: JsonValue;
  text?: string;
  as: AnswerForm;
  failOnStatus: boolean;
  maxBytes: number;
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'];
/** These belong to the connection; a step that could set them could confuse a server on the way. */
const REFUSED_HEADERS = new Set([
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'upgrade',
  'te',
  'trailer',
  'expect',
  'keep-alive',
]);
const RETRYABLE_STATUS = new Set([408, 425, 429, 500, 502, 503, 504]);

/** Calls an address on the network, through the guarded way out. */
export const http = defineKind<HttpInput>({
  kind: 'http',
  title: 'HTTP request',
  description: 'Calls a web address: reads a page, asks an API, or sends data to another system.',
  nature: 'effect',
  needsProvider: false,
  defaultTimeoutSeconds: 30,
  with: settingsSchema(
    {
      method: {
        enum: METHODS,
        default: 'GET',
        title: 'Method',
        description: 'What to do at the address.',
        'x-widget': 'select',
      },
      url: {
        type: 'string',
        minLength: 1,
        maxLength: 8_000,
        title: 'Address',
        description: 'http or https. Private and internal addresses are refused.',
        examples: ['https://api.example.com/orders/{{ inputs.order }}'],
      },
      query: {
        type: 'object',
        maxProperties: 100,
        title: 'Query',
        'x-widget': 'key-value',
        description: 'Added to the address, encoded. Empty values are left out.',
        additionalProperties: { type: ['string', 'number', 'boolean', 'null'] },
        examples: [{ q: '{{ inputs.question }}' }],
      },
      headers: {
        type: 'object',
        maxProperties: 50,
        title: 'Headers',
        description: 'Sent along. For a secret, prefer a header to the address.',
        'x-widget': 'key-value',
        propertyNames: { pattern: "^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$" },
        additionalProperties: { type: 'string', maxLength: 8_000, pattern: '^[^\\r\\n\\x00]*$' },
        examples: [{ accept: 'application/json' }],
      },
      json: {
        title: 'JSON body',
        description: 'Sent as application/json.',
        'x-widget': 'json',
        examples: [{ text: '{{ inputs.text }}' }],
      },
      text: {
        type: 'string',
        maxLength: 1_000_000,
        title: 'Text body',
        description: 'Sent as it is, in place of a JSON body.',
        'x-widget': 'textarea',
      },
      as: {
        enum: ['auto', 'json', 'text', 'html-text'],
        default: 'auto',
        title: 'Read the answer as',
        'x-widget': 'select',
        description:
          'auto: JSON when the answer says that it is, otherwise text. html-text: the readable text of a web page.',
      },
      failOnStatus: {
        type: 'boolean',
        default: true,
        title: 'Fail on 4xx and 5xx',
        description: 'When off, the step succeeds with whatever status comes back.',
      },
      maxBytes: {
        type: 'integer',
        minimum: 1,
        maximum: 5_000_000,
        default: 2_000_000,
        title: 'Longest answer',
        description: 'In bytes; longer answers fail.',
      },
    },
    ['url'],
  ),
  output: outputSchema({
    status: { type: 'integer', description: 'HTTP status.' },
    headers: {
      type: 'object',
      description: 'With names in lower case.',
      additionalProperties: { type: 'string' },
    },
    body: { description: 'Parsed JSON or text.' },
    url: { type: 'string', description: 'Address that answered, after redirects.' },
  }),
  checkWith: findHttpFaults,
  run: async (input, context) => {
    const answer = await context.services.http.request(toRequest(input, context));
    if (input.failOnStatus && answer.status >= 400) throw statusError(answer);
    const { status, headers, url } = answer;
    return { output: { status, headers, body: readAnswer(answer, input.as), url } };
  },
});

function toRequest(input: HttpInput, { idempotencyKey, signal }: StepContext) {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(input.headers ?? {})) {
    const lower = name.toLowerCase();
    if (REFUSED_HEADERS.has(lower))
      throw new StepError('settings-invalid', `The header "${name}" cannot be set.`);
    headers[lower] = value;
  }
  if (input.json !== undefined && input.text !== undefined) {
    throw new StepError('settings-invalid', 'A request has a JSON body or a text body, not both.');
  }
  const body = input.json === undefined ? input.text : JSON.stringify(input.json);
  const isRead = input.method === 'GET' || input.method === 'HEAD';
  if (body !== undefined && isRead)
    throw new StepError('settings-invalid', `A ${input.method} request has no body.`);
  if (body !== undefined)
    headers['content-type'] ??=
      input.json === undefined ? 'text/plain; charset=utf-8' : 'application/json';
  if (!isRead) headers['idempotency-key'] ??= idempotencyKey;
  return {
    method: input.method,
    url: withQuery(input),
    headers,
    signal,
    maxBytes: input.maxBytes,
    ...(body === undefined ? {} : { body }),
  };
}

function withQuery({ url, query }: HttpInput): string {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    throw new StepError('settings-invalid', `"${url.slice(0, 200)}" is not a web address.`);
  }
  if (parsed.protocol !== 'http:' && parsed.protocol !== 'https:') {
    throw new StepError('settings-invalid', 'A web address begins with http:// or https://.');
  }
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== null && value !== '') parsed.searchParams.set(name, String(value));
  }
  return parsed.href;
}

function statusError(answer: HttpAnswer): StepError {
  const { status, headers, body, url } = answer;
  const excerpt = Buffer.from(
    body.buffer,
    body.byteOffset,
    Math.min(body.byteLength, 2_000),
  ).toString('utf8');
  const wait = retryAfterMs(headers['retry-after'], Date.now());
  return new StepError('http-status', `The address answered with status ${status}.`, {
    retryable: RETRYABLE_STATUS.has(status),
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
    details: { status, url, body: excerpt },
  });
}

function findHttpFaults({ headers, json, text, method }: JsonObject): Fault[] {
  const faults: Fault[] = [];
  if (json !== undefined && text !== undefined)
    faults.push({
      pointer: '#/text',
      detail: 'A request has a JSON body or a text body, not both.',
    });
  if (
    (json !== undefined || text !== undefined) &&
    (method === undefined || method === 'GET' || method === 'HEAD')
  ) {
    faults.push({
      pointer: '#/method',
      detail: 'A request with a body is a POST, PUT, PATCH or DELETE.',
    });
  }
  for (const name of isJsonObject(headers) ? Object.keys(headers) : []) {
    if (REFUSED_HEADERS.has(name.toLowerCase()))
      faults.push({ pointer: `#/headers/${name}`, detail: `The header "${name}" cannot be set.` });
  }
  return faults;
}
