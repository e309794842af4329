import type { FastifyInstance, FastifyRequest } from 'fastify';
import { parseTraceparent, type Span, type Tracing } from './tracing.js';

declare module 'fastify' {
  interface FastifyRequest {
    span: Span | null;
  }
}

/** Probes and scrapes: many, and nobody asks how they went. */
const UNTRACED = /^\/(health|metrics)/;

/**
 * A span for each request, below the caller's own where it sends `traceparent`. The callers' word is
 * taken for the trace's id; whether to record it, a sampler that is not `parentbased_` decides alone.
 */
export function traceHttp(fastify: FastifyInstance, tracing: Tracing): void {
  fastify.decorateRequest('span', null);
  if (!tracing.isOn) return;
  fastify.addHook('onRequest', (request, reply, done) => {
    if (UNTRACED.test(request.url)) return done();
    const route = request.routeOptions.url;
    const given = request.headers.traceparent;
    const span = tracing.start(route ? `${request.method} ${route}` : request.method, {
      kind: 'server',
      parent: parseTraceparent(given) ? (given as string) : null,
      attributes: { 'http.request.method': request.method, 'http.route': route },
    });
    request.span = span;
    // Also comes when the caller leaves.
    reply.raw.once('close', () => {
      span?.set({ 'http.response.status_code': reply.raw.statusCode });
      if (reply.raw.statusCode >= 500) span?.fail(String(reply.raw.statusCode));
      span?.end();
    });
    tracing.within(span, done);
  });
  // Reading the body leaves the context: it goes on in the events of the socket.
  fastify.addHook('preValidation', (request, _reply, done) => tracing.within(request.span, done));
}

/** Names a request in problems: the id of its trace, or of the request where nothing is traced. */
export const traceIdOf = (request: FastifyRequest): string =>
  request.span?.traceId ?? String(request.id);
