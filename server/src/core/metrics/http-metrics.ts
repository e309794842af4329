import type { FastifyInstance } from 'fastify';
import type { Metrics } from './metrics.js';

declare module 'fastify' {
  interface FastifyReply {
    /** True for an answer that goes on while somebody watches: its time says nothing about speed. */
    streamsEvents: boolean;
  }
}

/**
 * Probes and scrapes come by the clock, fast, and say 503 on purpose: counted with the others they
 * would hide what callers see.
 */
const UNCOUNTED = /^\/(health(\/|$)|metrics$)/;

/** Rate, errors, time and number of HTTP requests, by route pattern: a path with ids in it would make endless series. */
export function observeHttp(fastify: FastifyInstance, metrics: Metrics): void {
  const seconds = metrics.histogram(
    'apm_http_request_duration_seconds',
    'Time to answer an HTTP request; streams of events, probes and scrapes are left out',
    ['method', 'route', 'status'],
    [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 30],
  );
  const aborted = metrics.counter(
    'apm_http_requests_aborted_total',
    'HTTP requests whose caller left before the answer was complete; watched streams included',
    [],
  );
  let inFlight = 0;
  metrics.gauge(
    'apm_http_requests_in_flight',
    'HTTP requests that are being answered, streams of events included',
    () => inFlight,
  );

  fastify.decorateReply('streamsEvents', false);
  fastify.addHook('onRequest', (_request, reply, done) => {
    inFlight += 1;
    // Unlike `onResponse`, this also comes when the caller leaves.
    reply.raw.once('close', () => {
      inFlight -= 1;
      if (!reply.raw.writableFinished) aborted.inc();
    });
    done();
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'unknown';
    if (!reply.streamsEvents && !UNCOUNTED.test(route)) {
      seconds.observe(
        { method: request.method, route, status: String(reply.statusCode) },
        reply.elapsedTime / 1000,
      );
    }
    done();
  });
}
