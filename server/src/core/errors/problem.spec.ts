import { BadRequestException, NotFoundException } from '@nestjs/common';
import { describe, expect, it } from '@jest/globals';
import { Forbidden, NotFound, ValidationFailed, DomainError } from './domain-error.js';
import { toProblem } from './problem.js';

class Sneaky extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'sneaky';
}

describe('toProblem', () => {
  it.each([
    [new NotFound('tool'), 404, 'not-found'],
    [new Forbidden(), 403, 'forbidden'],
    [new ValidationFailed([{ pointer: '#/name', detail: 'too long' }]), 422, 'validation-failed'],
    [new NotFoundException('Cannot GET /secret/path'), 404, 'not-found'],
    [new BadRequestException('no'), 400, 'malformed-request'],
    [Object.assign(new Error('x'), { code: 'FST_ERR_CTP_BODY_TOO_LARGE' }), 413, 'body-too-large'],
    [Object.assign(new Error('x'), { code: 'ECONNREFUSED' }), 503, 'database-unavailable'],
    [Object.assign(new Error('x'), { code: '53300' }), 503, 'database-unavailable'],
    [new Error('password=hunter2 at /srv/app.js'), 500, 'internal-error'],
    ['a string', 500, 'internal-error'],
  ])('%s', (error, status, code) => {
    expect(toProblem(error)).toMatchObject({ status, code });
  });

  it('leaks nothing of an unknown error', () => {
    const problem = toProblem(new Error('password=hunter2 at /srv/app.js', { cause: 'SELECT 1' }));
    expect(JSON.stringify(problem)).not.toMatch(/hunter2|srv|SELECT/);
  });

  it('never lets extra members overwrite the standard ones', () => {
    const problem = toProblem(new Sneaky('really', { status: 200, code: 'fine', limit: 3 }));
    expect(problem).toMatchObject({ status: 409, code: 'sneaky', detail: 'really', limit: 3 });
  });
});
