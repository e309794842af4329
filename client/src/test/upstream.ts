import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, vi } from 'vitest';

export interface Received {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
}

type Handler = (
  request: Received,
  response: ServerResponse,
  raw: IncomingMessage,
) => void | Promise<void>;

/**
 * A real HTTP server on loopback in place of the API. Give `handle` an answer in each test; `received` holds what came.
 * Must be called before the module that reads the environment is used.
 */
export function useUpstream() {
  const notFound: Handler = (_, response) => void response.writeHead(404).end();
  const state: { received: Received[]; handle: Handler; url: string } = {
    received: [],
    handle: notFound,
    url: '',
  };
  let server: Server;
  beforeAll(async () => {
    server = createServer((raw, response) => {
      const chunks: Buffer[] = [];
      raw.on('data', (chunk: Buffer) => chunks.push(chunk));
      raw.on('end', () => {
        const request = {
          method: raw.method ?? '',
          path: raw.url ?? '',
          headers: raw.headers,
          body: Buffer.concat(chunks).toString(),
        };
        state.received.push(request);
        void state.handle(request, response, raw);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    state.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    vi.stubEnv('API_URL', state.url);
  });
  afterEach(() => {
    state.received.length = 0;
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return state;
}

export function answerJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  const type = status >= 400 ? 'application/problem+json' : 'application/json';
  response.writeHead(status, { 'content-type': type, ...headers }).end(JSON.stringify(body));
}

/** An unsigned token that ends in so many seconds. */
export function tokenFor(seconds: number, name = 'ada'): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none' })}.${part({ sub: name, exp: Math.floor(Date.now() / 1000) + seconds })}.x`;
}
