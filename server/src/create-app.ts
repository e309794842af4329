import helmet from '@fastify/helmet';
import { RequestMethod } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppModule } from './app.module.js';
import type { AppConfig } from './core/config/config.js';
import { DomainError } from './core/errors/domain-error.js';
import { toProblem } from './core/errors/problem.js';
import { ProblemFilter } from './core/errors/problem.filter.js';
import { createValidationPipe } from './core/errors/validation.pipe.js';
import { Shutdown } from './core/lifecycle/shutdown.js';
import { AppLogger, requestId } from './core/logging/logging.module.js';
import { observeHttp } from './core/metrics/http-metrics.js';
import { Metrics } from './core/metrics/metrics.js';
import { traceHttp } from './core/tracing/http-tracing.js';
import { Tracing } from './core/tracing/tracing.js';
import { setUpOpenApi } from './openapi-document.js';

/** What operations ask, outside the API's prefix and in every role. */
const PROBES = ['health', 'health/live', 'health/ready', 'metrics'];

/** The process takes jobs only. Not 404: a caller must not believe that what it asks for is gone. */
class ApiNotServedHere extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'not-served-here';
  constructor() {
    super(
      'This process is a worker and does not answer the API. Ask one with ROLE=api or ROLE=all.',
    );
  }
}

/** Everything between the socket and the slices, the same for `main.ts` and for tests. */
export async function createApp(config: AppConfig): Promise<NestFastifyApplication> {
  const { env } = config;
  const adapter = new FastifyAdapter({
    bodyLimit: env.BODY_LIMIT_BYTES,
    // The address n hops back is the caller; everything before it can be forged.
    trustProxy:
      env.TRUSTED_PROXIES > 0 && ((_address: string, hop: number) => hop < env.TRUSTED_PROXIES),
    genReqId: requestId,
    requestTimeout: 60_000, // for the request to arrive, not for its answer
    forceCloseConnections: 'idle',
    // What is refused before any route is looked for, such as an address that is not one.
    frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) =>
      void sendProblem(error, request, reply),
  });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(config), adapter, {
    bufferLogs: true,
    // Fastify's own parser of JSON refuses `__proto__`; nothing else is taken.
    bodyParser: false,
    abortOnError: false,
  });
  app.useLogger(app.get(AppLogger));
  app.flushLogs();
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  fastify.removeContentTypeParser('text/plain');
  await protect(fastify, config);
  const metrics = app.get(Metrics);
  observeHttp(fastify, metrics);
  traceHttp(fastify, app.get(Tracing));
  letGoWhileDraining(fastify, app.get(Shutdown));
  if (!config.servesApi) answerProbesOnly(fastify);
  app.setGlobalPrefix('api/v1', {
    exclude: PROBES.map((path) => ({ path, method: RequestMethod.GET })),
  });
  app.useGlobalFilters(new ProblemFilter(metrics));
  app.useGlobalPipes(createValidationPipe());
  setUpOpenApi(app);
  return app;
}

/** A proxy that keeps its connection would send the next request into one that is about to close. */
function letGoWhileDraining(fastify: FastifyInstance, shutdown: Shutdown): void {
  // With the answer, not with the request: it may have come before.
  fastify.addHook('onSend', (_request, reply, payload, done) => {
    if (shutdown.isDraining) void reply.header('connection', 'close');
    done(null, payload);
  });
}

/** Security headers, CORS only where it is asked for, and the id of each request. */
async function protect(fastify: FastifyInstance, { env }: AppConfig): Promise<void> {
  await fastify.register(helmet as never, {
    // This server sends data, and one page of documentation that brings its own policy.
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'none'"],
        connectSrc: ["'self'"],
        frameAncestors: ["'none'"],
        upgradeInsecureRequests: null, // it may be used without TLS in a network of one's own
      },
    },
    crossOriginResourcePolicy: { policy: 'same-site' },
    strictTransportSecurity: { maxAge: 31_536_000 },
  });
  const origins = new Set(env.CORS_ORIGINS);
  fastify.addHook('onRequest', async (request, reply) => {
    void reply.header('x-request-id', request.id);
    const { origin } = request.headers;
    if (origin === undefined || !origins.has(origin)) return;
    void reply
      .header('access-control-allow-origin', origin)
      .header('vary', 'Origin')
      .header('access-control-expose-headers', 'Location, ETag, Retry-After, X-Request-Id');
    if (request.method !== 'OPTIONS') return;
    await reply
      .header('access-control-allow-methods', 'GET, POST, PUT, PATCH, DELETE')
      .header(
        'access-control-allow-headers',
        'Authorization, Content-Type, Accept, Prefer, Idempotency-Key, If-Match, Last-Event-ID',
      )
      .header('access-control-max-age', '600')
      .status(204)
      .send();
  });
}

/** A worker is asked for its health and its metrics; a proxy that sends it more is set up wrongly. */
function answerProbesOnly(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', async (request, reply) => {
    if (PROBES.includes(request.url.split('?', 1)[0]?.slice(1) ?? '')) return;
    await sendProblem(new ApiNotServedHere(), request, reply);
  });
}

const sendProblem = (
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply => {
  const problem = { ...toProblem(error), traceId: request.id };
  return reply.status(problem.status).type('application/problem+json').send(problem);
};
