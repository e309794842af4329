import { HttpResponse, type JsonBodyType, http } from 'msw';
import { type SetupServer, setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll } from 'vitest';
import type { ProblemBody } from '@/lib/api/problem';

/** Address of an API path as the browser calls it. */
export const proxied = (path: string): string => `*/api/proxy${path}`;

export const problem = (status: number, body: ProblemBody): HttpResponse<JsonBodyType> =>
  HttpResponse.json(body as JsonBodyType, {
    status,
    headers: { 'content-type': 'application/problem+json' },
  });

/** Answers in place of our own route handlers; a request that no handler expects fails the test. */
export function useApi(...handlers: Parameters<typeof setupServer>): SetupServer {
  const server = setupServer(...handlers);
  beforeAll(() => server.listen({ onUnhandledFrame: 'error' }));
  afterEach(() => server.resetHandlers());
  afterAll(() => server.close());
  return server;
}

export { HttpResponse, http };
