import type { LoggerOptions } from 'pino';
import { DomainError } from '../errors/domain-error.js';
import type { ErrorReports } from '../error-reports/error-reports.js';
import type { Tracing } from '../tracing/tracing.js';

const ERROR_LEVEL = 50;

/**
 * What joins the log with the rest: the trace of each line, and a report of each error. A fault of
 * ours is logged once, at level error with `err`, so this one place hears of all of them.
 */
export function observedLogs(
  tracing: Tracing,
  reports: ErrorReports,
): Pick<LoggerOptions, 'mixin' | 'hooks'> {
  return {
    ...(tracing.isOn && {
      mixin: () => {
        const span = tracing.current();
        return span ? { traceId: span.traceId, spanId: span.spanId } : {};
      },
    }),
    ...(reports.isOn && {
      hooks: {
        logMethod(args, method, level) {
          if (level >= ERROR_LEVEL) tell(reports, args[0]);
          method.apply(this, args);
        },
      },
    }),
  };
}

/** Not what is said on purpose, such as "shutting down", nor the line of a request, which follows. */
function tell(reports: ErrorReports, line: unknown): void {
  if (typeof line !== 'object' || line === null || !('err' in line) || 'res' in line) return;
  const { err, code, runId, workspaceId, context } = line as Record<string, unknown>;
  if (err instanceof DomainError) return;
  const tags = { code, runId, workspaceId, context };
  const texts = Object.entries(tags).filter(([, value]) => typeof value === 'string');
  reports.report(err, Object.fromEntries(texts) as Record<string, string>);
}
