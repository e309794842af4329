import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Metrics } from '../metrics/metrics.js';
import { traceIdOf } from '../tracing/http-tracing.js';
import { toProblem, type Problem } from './problem.js';

/** Turns whatever was thrown into one `application/problem+json` answer. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Problem');
  private readonly problems;

  constructor(metrics: Metrics) {
    this.problems = metrics.counter(
      'apm_http_problems_total',
      'Problems that were answered, by code; too-many-requests and too-many-attempts are refusals of a limit',
      ['code'],
    );
  }

  /** Logs what is the server's fault once, with its cause, and answers unless the answer has begun. */
  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const problem: Problem = { ...toProblem(error), traceId: traceIdOf(request) };
    this.problems.inc({ code: problem.code });
    if (problem.status >= 500) {
      this.logger.error({ err: error, code: problem.code }, problem.detail);
    }
    if (reply.raw.headersSent || reply.raw.writableEnded) {
      reply.raw.destroy(); // half an answer must look cut, not complete
      return;
    }
    if (problem.status === 401) void reply.header('www-authenticate', 'Bearer');
    const retryAfter = problem.retryAfterSeconds;
    if (typeof retryAfter === 'number') void reply.header('retry-after', String(retryAfter));
    void reply
      .status(problem.status)
      .header('content-type', 'application/problem+json; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(problem);
  }
}
