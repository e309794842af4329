import { describe, expect, it } from 'vitest';
import { ApiProblem, isApiProblem, toApiProblem } from './problem';
import { shouldRetry } from './query-client';
import { pointerToField } from './show-problem';
import { unwrap } from './unwrap';

const problemOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('unwrap', () => {
  it('gives the value', async () => {
    expect(await unwrap(Promise.resolve({ data: { id: 1 }, response: new Response() }))).toEqual({
      id: 1,
    });
  });

  it('gives undefined for 204', async () => {
    expect(
      await unwrap(Promise.resolve({ response: new Response(null, { status: 204 }) })),
    ).toBeUndefined();
  });

  it('throws the problem with its code, faults and reference', async () => {
    const error = {
      code: 'slug-taken',
      title: 'Slug taken',
      detail: 'Choose another.',
      errors: [{ pointer: '#/slug', detail: 'x' }],
      traceId: 't',
    };
    const thrown = await problemOf(
      unwrap(Promise.resolve({ error, response: new Response(null, { status: 409 }) })),
    );
    expect(thrown).toMatchObject({
      status: 409,
      code: 'slug-taken',
      message: 'Choose another.',
      traceId: 't',
      errors: error.errors,
    });
  });

  it('knows an answer that is no problem document, such as a gateway’s page', async () => {
    const thrown = await problemOf(
      unwrap(
        Promise.resolve({
          error: '<html>Bad gateway</html>',
          response: new Response(null, { status: 502 }),
        }),
      ),
    );
    expect(thrown).toMatchObject({ status: 502, code: 'http-502', errors: [] });
  });

  it('tells a lost connection from a call that was given up', async () => {
    expect(await problemOf(unwrap(Promise.reject(new TypeError('fetch failed'))))).toMatchObject({
      status: 0,
      code: 'network',
    });
    const abort = new DOMException('given up', 'AbortError');
    expect(await problemOf(unwrap(Promise.reject(abort)))).toBe(abort);
  });
});

it('reads a problem out of a plain response', async () => {
  const problem = await toApiProblem(
    new Response('{"code":"too-many-attempts","retryAfterSeconds":30}', { status: 429 }),
  );
  expect(problem).toMatchObject({ status: 429, code: 'too-many-attempts' });
  expect(problem.body.retryAfterSeconds).toBe(30);
  expect(isApiProblem(problem)).toBe(true);
  expect(isApiProblem(new Error('x'))).toBe(false);
});

it.each([
  ['#/name', 'name'],
  ['#/models/0/name', 'models.0.name'],
  ['/a~1b/c~0d', 'a/b.c~d'],
  ['#', ''],
])('the pointer %s is the field "%s"', (pointer, field) => {
  expect(pointerToField(pointer)).toBe(field);
});

it('tries again only what may go better the next time', () => {
  expect(shouldRetry(0, new ApiProblem(503, {}))).toBe(true);
  expect(shouldRetry(0, new ApiProblem(0, {}))).toBe(true);
  expect(shouldRetry(2, new ApiProblem(503, {}))).toBe(false);
  expect(shouldRetry(0, new ApiProblem(404, {}))).toBe(false);
  expect(shouldRetry(0, new Error('a bug'))).toBe(false);
});
