import helmet from '@fastify/helmet';
import { RequestMethod } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppModule } from './app.module.js';
import type { AppConfig } from './core/config/config.js';
import { toProblem } from './core/errors/problem.js';
import { ProblemFilter } from './core/errors/problem.filter.js';
import { createValidationPipe } from './core/errors/validation.pipe.js';
import { AppLogger, requestId } from './core/logging/logging.module.js';
import { Metrics } from './core/metrics/metrics.js';
import { setUpOpenApi } from './openapi-document.js';

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
    frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
      const problem = { ...toProblem(error), traceId: request.id };
      void reply.status(problem.status).type('application/problem+json').send(problem);
    },
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
  observe(fastify, app.get(Metrics));
  app.setGlobalPrefix('api/v1', {
    exclude: ['health', 'health/live', 'health/ready', 'metrics'].map((path) => ({
      path,
      method: RequestMethod.GET,
    })),
  });
  app.useGlobalFilters(new ProblemFilter());
  app.useGlobalPipes(createValidationPipe());
  setUpOpenApi(app);
  return app;
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

/** Time of each request, by route pattern: a path with ids in it would make endless series. */
function observe(fastify: FastifyInstance, metrics: Metrics): void {
  fastify.addHook('onResponse', (request, reply, done) => {
    metrics.httpSeconds.observe(
      {
        method: request.method,
        route: request.routeOptions.url ?? 'unknown',
        status: String(reply.statusCode),
      },
      reply.elapsedTime / 1000,
    );
    done();
  });
}
