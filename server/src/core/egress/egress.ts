import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Agent, type Dispatcher } from 'undici';
import { AppConfig } from '../config/config.js';
import { Metrics } from '../metrics/metrics.js';
import { StepError } from '../step-error.js';
import { Tracing } from '../tracing/tracing.js';
import { bounded, flat, toResponse, withoutPacking, type Answer } from './answer.js';
import { guardedConnector, HostResolver, openConnector } from './connector.js';
import { ACCEPT_ENCODING, decoded } from './decode.js';
import { DestinationPolicy } from './destination.js';
import { toStepError } from './failure.js';
import { keptHeaders, nextRequest, type Outgoing } from './redirect.js';

const MAX_REDIRECTS = 5;
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
/** Many sites answer nobody who has no name. */
const USER_AGENT = 'AIpoweredMakers';
const STREAM_MAX_BYTES = 64 * 1024 * 1024;

/** One call and what is read of its answer. */
export interface EgressRequest {
  method: string;
  url: string;
  headers: Record<string, string>;
  body?: string;
  signal: AbortSignal;
  /** Answers longer than this, after decompression, are refused. */
  maxBytes: number;
}

export interface EgressAnswer {
  status: number;
  /** Lower-case names. */
  headers: Record<string, string>;
  body: Uint8Array;
  /** Address that answered, after redirects. */
  url: string;
}

export interface EgressOptions {
  /** For servers that the admin chose; never for an address that a maker or a caller wrote. */
  allowInternal?: boolean;
  /** Until the first byte of the answer. */
  headersTimeoutMs?: number;
  /** Between two pieces of the answer. */
  bodyTimeoutMs?: number;
}

/**
 * The one way out to the network. Only public servers and those in EGRESS_ALLOW_HOSTS can be
 * called; the addresses behind a name are checked when the connection is opened, and again for each
 * redirect. Throws `StepError`: `egress-refused`, `egress-dns`, `egress-connect`, `egress-timeout`,
 * `egress-too-large`, `egress-redirects`, `egress-request`.
 */
@Injectable()
export class Egress implements OnApplicationShutdown {
  private readonly policy: DestinationPolicy;
  private readonly guarded: Agent;
  private readonly open: Agent;

  private readonly seconds;

  constructor(
    config: AppConfig,
    resolver: HostResolver,
    metrics: Metrics,
    private readonly tracing: Tracing,
  ) {
    this.seconds = metrics.histogram(
      'apm_egress_request_duration_seconds',
      'Time of a call to another server until its answer began, each redirect by itself',
      ['outcome'],
      [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120],
    );
    this.policy = new DestinationPolicy(config.env.EGRESS_ALLOW_HOSTS);
    this.guarded = createAgent(guardedConnector(this.policy, resolver, CONNECT_TIMEOUT_MS));
    this.open = createAgent(openConnector(CONNECT_TIMEOUT_MS));
  }

  /**
   * Refuses an address that can never be called, as far as its text tells.
   * @throws StepError `egress-refused`
   */
  assertCallable(url: string, options: Pick<EgressOptions, 'allowInternal'> = {}): void {
    this.policy.check(parse(url), { allowInternal: options.allowInternal ?? false });
  }

  /** Sends a request and reads its answer whole. */
  async request(request: EgressRequest, options: EgressOptions = {}): Promise<EgressAnswer> {
    const headers: Record<string, string> = {
      'accept-encoding': ACCEPT_ENCODING,
      'user-agent': USER_AGENT,
      ...keptHeaders(request.headers),
    };
    const answer = await this.send(
      {
        method: request.method.toUpperCase(),
        url: parse(request.url),
        headers,
        body: request.body,
      },
      { ...options, signal: request.signal, maxBytes: request.maxBytes },
    );
    const chunks: Uint8Array[] = [];
    for await (const chunk of answer.body) chunks.push(chunk);
    return {
      status: answer.status,
      headers: answer.headers,
      url: answer.url,
      body: Buffer.concat(chunks),
    };
  }

  /**
   * A `fetch` for libraries that take one (text bodies only). The answer streams; reading it fails
   * with a `StepError` when the connection breaks.
   */
  fetchWith(options: EgressOptions & { maxBytes?: number } = {}): typeof fetch {
    return async (input, init = {}) => {
      if (input instanceof Request) throw new TypeError('Give an address, not a Request.');
      if (init.body != null && typeof init.body !== 'string')
        throw new TypeError('Only text bodies can be sent.');
      const answer = await this.send(
        {
          method: (init.method ?? 'GET').toUpperCase(),
          url: parse(String(input)),
          headers: keptHeaders(toRecord(init.headers)),
          body: init.body ?? undefined,
        },
        {
          ...options,
          signal: init.signal ?? undefined,
          maxBytes: options.maxBytes ?? STREAM_MAX_BYTES,
        },
      );
      return toResponse(answer);
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.guarded.destroy(), this.open.destroy()]);
  }

  private async send(
    first: Outgoing,
    options: EgressOptions & { maxBytes: number; signal: AbortSignal | undefined },
  ): Promise<Answer> {
    if (!METHODS.has(first.method))
      throw new StepError('egress-request', `The method ${first.method} cannot be sent.`);
    let outgoing = first;
    for (let hop = 0; ; hop++) {
      const { status, headers, body } = await this.sendOnce(outgoing, options);
      const next = nextRequest(outgoing, status, headers.location);
      const limits = {
        host: outgoing.url.host,
        signal: options.signal,
        maxBytes: options.maxBytes,
      };
      if (!next) {
        const unpacked = outgoing.method === 'HEAD' ? null : decoded(body, headers);
        const answer = {
          status,
          headers: unpacked ? withoutPacking(headers) : headers,
          url: outgoing.url.href,
        };
        return {
          ...answer,
          body: bounded(unpacked ?? body, limits),
          discard: () => void body.destroy(),
        };
      }
      await body.dump({ limit: 64 * 1024 }).catch(() => undefined); // keeps the connection usable
      if (hop === MAX_REDIRECTS) {
        throw new StepError(
          'egress-redirects',
          `"${first.url.host}" redirects more than ${MAX_REDIRECTS} times.`,
        );
      }
      outgoing = next;
    }
  }

  private async sendOnce(
    { method, url, headers, body }: Outgoing,
    {
      signal,
      allowInternal = false,
      ...options
    }: EgressOptions & { signal: AbortSignal | undefined },
  ): Promise<{
    status: number;
    headers: Record<string, string>;
    body: Dispatcher.ResponseData['body'];
  }> {
    const started = performance.now();
    let outcome = 'aborted';
    try {
      const destination = this.policy.check(url, { allowInternal });
      const trusted = allowInternal || this.policy.isListed(destination);
      signal?.throwIfAborted();
      const answer = await (allowInternal ? this.open : this.guarded).request({
        origin: url.origin,
        path: `${url.pathname}${url.search}`,
        method: method as Dispatcher.HttpMethod,
        headers: trusted ? this.traced(headers) : headers,
        body: body ?? null,
        signal: signal ?? null,
        headersTimeout: options.headersTimeoutMs ?? HEADERS_TIMEOUT_MS,
        bodyTimeout: options.bodyTimeoutMs ?? BODY_TIMEOUT_MS,
      });
      // An answer that nobody reads any more is destroyed, which is no error to anybody.
      answer.body.on('error', () => undefined);
      outcome = `${Math.floor(answer.statusCode / 100)}xx`;
      return { status: answer.statusCode, headers: flat(answer.headers), body: answer.body };
    } catch (error) {
      signal?.throwIfAborted();
      const failure = toStepError(error, url.host);
      outcome = failure.code;
      throw failure;
    } finally {
      this.seconds.observe({ outcome }, (performance.now() - started) / 1000);
    }
  }

  /**
   * The trace goes on where the admin said who is called: a provider of the platform, a host in
   * EGRESS_ALLOW_HOSTS. Strangers are told nothing that joins one call with another.
   */
  private traced(headers: Record<string, string>): Record<string, string> {
    const traceparent = this.tracing.current()?.traceparent;
    return traceparent === undefined ? headers : { traceparent, ...headers };
  }
}

const CONNECT_TIMEOUT_MS = 10_000;
const HEADERS_TIMEOUT_MS = 120_000;
const BODY_TIMEOUT_MS = 120_000;

/**
 * Connections are kept for the next call, shorter than common servers keep them: a call that is sent
 * while the other side closes is lost. A server that says how long it keeps them is believed.
 */
const createAgent = (connect: ReturnType<typeof openConnector>): Agent =>
  new Agent({
    connect,
    connections: 512,
    pipelining: 1,
    keepAliveTimeout: 4_000,
    keepAliveMaxTimeout: 60_000,
  });

function parse(url: string): URL {
  if (URL.canParse(url)) return new URL(url);
  throw new StepError(
    'egress-refused',
    'This is not a complete address. Write it as https://host/path.',
  );
}

function toRecord(headers: RequestInit['headers']): Record<string, string> {
  if (!headers) return {};
  return Object.fromEntries(new Headers(headers));
}
