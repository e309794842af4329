import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface UpstreamCall {
  path: string;
  headers: IncomingMessage['headers'];
  /** Resolves when the caller has left before it was answered. */
  left: Promise<void>;
  answer(status: number, body: unknown): void;
}

/** A real HTTP server on loopback whose answers a test gives by hand or by rule. */
export class Upstream {
  readonly calls: UpstreamCall[] = [];
  /** Answers by path; a path without one waits for the test. */
  readonly answers = new Map<string, (call: UpstreamCall) => void>();
  private readonly server = createServer((request, response) => this.take(request, response));
  private waiters: (() => void)[] = [];

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  countOf(path: string): number {
    return this.calls.filter((call) => call.path === path).length;
  }

  /** The n-th call of a path, as soon as it is there. */
  async call(path: string, number = 1): Promise<UpstreamCall> {
    for (;;) {
      const call = this.calls.filter((one) => one.path === path)[number - 1];
      if (call) return call;
      await new Promise<void>((resolve) => this.waiters.push(resolve));
    }
  }

  private take(request: IncomingMessage, response: ServerResponse): void {
    const call: UpstreamCall = {
      path: (request.url ?? '/').split('?', 1)[0] as string,
      headers: request.headers,
      left: new Promise((resolve) =>
        response.once('close', () => !response.writableFinished && resolve()),
      ),
      answer: (status, body) => {
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(JSON.stringify(body));
      },
    };
    this.calls.push(call);
    this.answers.get(call.path)?.(call);
    const waiters = this.waiters;
    this.waiters = [];
    for (const wake of waiters) wake();
  }
}
