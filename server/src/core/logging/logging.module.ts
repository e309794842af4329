import { randomUUID } from 'node:crypto';
import { Injectable, Module } from '@nestjs/common';
import { Logger, LoggerModule } from 'nestjs-pino';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { SerializedError } from 'pino';
import { AppConfig } from '../config/config.js';
import { ErrorReports } from '../error-reports/error-reports.js';
import { Tracing } from '../tracing/tracing.js';
import { observedLogs } from './observed-logs.js';

const REQUEST_ID = /^[A-Za-z0-9._-]{8,64}$/;

/** An id from a proxy in front is kept, so that its logs and ours can be joined. */
export function requestId(request: { headers: IncomingMessage['headers'] }): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
}

/** What the framework tells of each start: a line per module and per route, news to nobody. */
const START_UP_CHATTER = new Set([
  'InstanceLoader',
  'NestFactory',
  'RouterExplorer',
  'RoutesResolver',
]);

/** The logger of the application, without the chatter of its start. */
@Injectable()
export class AppLogger extends Logger {
  override log(message: unknown, ...rest: unknown[]): void {
    if (START_UP_CHATTER.has(String(rest.at(-1)))) return;
    super.log(message, ...rest);
  }
}

/**
 * Structured logs with one line per request: no bodies, no headers, no query strings, since each of
 * them may carry a secret.
 */
@Module({
  providers: [AppLogger],
  imports: [
    LoggerModule.forRootAsync({
      inject: [AppConfig, Tracing, ErrorReports],
      useFactory: ({ env }: AppConfig, tracing: Tracing, reports: ErrorReports) => ({
        pinoHttp: {
          ...observedLogs(tracing, reports),
          level: env.LOG_LEVEL,
          ...(env.LOG_PRETTY ? { transport: { target: 'pino-pretty' } } : {}),
          genReqId: requestId,
          redact: ['req.headers', 'res.headers', '*.password', '*.apiKey', '*.secret', '*.token'],
          serializers: {
            req: (request: { id: string; method: string; url: string }) => ({
              id: request.id,
              method: request.method,
              path: request.url.split('?', 1)[0],
            }),
            res: (response: { statusCode: number }) => ({ status: response.statusCode }),
            // Message and stack hold the causes. A driver hangs more on an error: the statement with
            // its values, or the connection with its keys.
            err: ({ type, message, stack, code }: SerializedError & { code?: unknown }) => ({
              type,
              message,
              stack,
              code,
            }),
          },
          customLogLevel: (_request: IncomingMessage, response: ServerResponse, error?: Error) =>
            error || response.statusCode >= 500 ? 'error' : 'info',
          // A line per run call or probe would cost more than the work it reports.
          autoLogging: {
            ignore: ({ originalUrl }: IncomingMessage & { originalUrl?: string }) =>
              env.LOG_LEVEL !== 'debug' &&
              /^\/(health|metrics)|\/runs(\?|$)/.test(originalUrl ?? ''),
          },
        },
      }),
    }),
  ],
})
export class LoggingModule {}
