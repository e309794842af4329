import { HttpException } from '@nestjs/common';
import { isConnectionLoss } from '../db/connection-loss.js';
import { DomainError, type ErrorKind } from './domain-error.js';

/** RFC 9457 problem details, the one form of every error answer. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  traceId?: string;
  [member: string]: unknown;
}

export const STATUS_OF_KIND: Record<ErrorKind, number> = {
  malformed: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  timeout: 408,
  conflict: 409,
  precondition_failed: 412,
  too_large: 413,
  unsupported: 415,
  invalid: 422,
  precondition_required: 428,
  rate_limited: 429,
  upstream_failed: 502,
  unavailable: 503,
};

/** Errors of Fastify and Node that mean a caller's fault, by their `code`. */
const FRAMEWORK: Record<string, { status: number; code: string; detail: string }> = {
  FST_ERR_CTP_BODY_TOO_LARGE: {
    status: 413,
    code: 'body-too-large',
    detail: 'The body is larger than this server accepts. Send less, or raise BODY_LIMIT_BYTES.',
  },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    status: 415,
    code: 'unsupported-media-type',
    detail: 'Send the body as application/json.',
  },
  FST_ERR_CTP_EMPTY_JSON_BODY: {
    status: 400,
    code: 'malformed-json',
    detail: 'The body is empty although it is announced as JSON.',
  },
  FST_ERR_CTP_INVALID_JSON_BODY: {
    status: 400,
    code: 'malformed-json',
    detail: 'The body is not valid JSON.',
  },
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: {
    status: 400,
    code: 'malformed-request',
    detail: 'The length of the body differs from its Content-Length.',
  },
  FST_ERR_BAD_URL: { status: 400, code: 'malformed-request', detail: 'The address is not valid.' },
};

/** What a caller is told about an error. Nothing internal: an unknown error is a plain 500. */
export function toProblem(error: unknown): Problem {
  if (error instanceof DomainError) {
    return problem(STATUS_OF_KIND[error.kind], error.code, error.message, error.meta);
  }
  // Nest wraps what Fastify refuses; the cause says what it was.
  const known = FRAMEWORK[codeOf(error instanceof HttpException ? error.cause : error) ?? ''];
  if (known) return problem(known.status, known.code, known.detail);
  if (error instanceof HttpException) return fromHttpException(error);
  if (error instanceof SyntaxError && statusCodeOf(error) === 400) {
    return problem(400, 'malformed-json', `The body is not valid JSON: ${error.message}.`);
  }
  if (codeOf(error) === '22021') {
    return problem(
      400,
      'malformed-request',
      'A text holds a NUL character, which cannot be stored.',
    );
  }
  if (codeOf(error) === '22003') {
    return problem(400, 'malformed-request', 'A number is too large.');
  }
  // 57014: a statement that took longer than statement_timeout.
  if (isConnectionLoss(error) || codeOf(error) === '57014') {
    return problem(
      503,
      'database-unavailable',
      'The database cannot be reached. Try again shortly.',
    );
  }
  return problem(500, 'internal-error', 'Something went wrong on the server. The fault is logged.');
}

function fromHttpException(error: HttpException): Problem {
  const status = error.getStatus();
  if (status === 404) return problem(404, 'not-found', 'There is nothing at this address.');
  if (status === 400) return problem(400, 'malformed-request', error.message);
  if (status === 429) {
    return problem(429, 'too-many-requests', 'Too many requests. Wait a little, then try again.');
  }
  if (status >= 500)
    return problem(status, 'unavailable', 'This part of the server is not available.');
  return problem(status, kebab(error.name.replace(/Exception$/, '')), error.message);
}

function problem(
  status: number,
  code: string,
  detail: string,
  meta: Record<string, unknown> = {},
): Problem {
  // `meta` comes first, so that it can never overwrite a standard member.
  return {
    ...meta,
    type: `urn:aipoweredmakers:problem:${code}`,
    title: titleOf(code),
    status,
    detail,
    code,
  };
}

/** Fixed text per code: `api-key-not-found` gives `Api key not found`. */
function titleOf(code: string): string {
  const words = code.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const kebab = (name: string): string => name.replace(/([a-z])([A-Z])/g, '$1-$2').toLowerCase();

const codeOf = (error: unknown): string | undefined =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;

const statusCodeOf = (error: unknown): number | undefined =>
  typeof error === 'object' && error !== null && 'statusCode' in error
    ? Number(error.statusCode)
    : undefined;
