import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { toProblem, type Problem } from './problem.js';

/** Turns whatever was thrown into one `application/problem+json` answer. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Problem');

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    sendProblem(
      this.logger,
      error,
      http.getRequest<FastifyRequest>(),
      http.getResponse<FastifyReply>(),
    );
  }
}

/** Logs the error once (4xx info, 5xx with its cause) and answers, unless the answer has begun. */
export function sendProblem(
  logger: Pick<Logger, 'error'>,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  const problem: Problem = { ...toProblem(error), traceId: String(request.id) };
  if (problem.status >= 500) logger.error({ err: error, code: problem.code }, problem.detail);
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
