import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import type { ErrorKind } from './domain-error.js';
import { ProblemDto } from './problem.dto.js';
import { STATUS_OF_KIND } from './problem.js';

const DESCRIPTIONS: Record<ErrorKind, string> = {
  malformed: 'The request cannot be read',
  unauthenticated: 'No valid access token or API key',
  forbidden: 'The role or key does not allow this',
  not_found: 'It does not exist, or belongs to a workspace of others',
  timeout: 'It took too long',
  conflict: 'It clashes with what is there',
  precondition_failed: 'Somebody changed it meanwhile',
  too_large: 'The body is too large',
  unsupported: 'The content type is not supported',
  invalid: 'Some values are not right',
  precondition_required: 'If-Match is missing',
  rate_limited: 'Too many requests',
  upstream_failed: 'A server that was asked did not answer well',
  unavailable: 'Not available right now',
};

/** Documents the problem answers of a route. */
export const ApiProblems = (...kinds: ErrorKind[]): MethodDecorator & ClassDecorator =>
  applyDecorators(
    ApiExtraModels(ProblemDto),
    ...kinds.map((kind) =>
      ApiResponse({
        status: STATUS_OF_KIND[kind],
        description: DESCRIPTIONS[kind],
        content: { 'application/problem+json': { schema: { $ref: getSchemaPath(ProblemDto) } } },
      }),
    ),
  );
