import 'server-only';
import type { Instrumentation } from 'next';
import { isApiProblem, SERVER_UNAVAILABLE } from '../api/problem';
import { isReporting, report } from './sentry';

/** What went wrong while a page or a route was answered. An answer of the API is reported by the server. */
export const reportRequestError: Instrumentation.onRequestError = async (
  error,
  _request,
  { routePath, routeType },
) => {
  if (!isReporting() || !(error instanceof Error) || isApiProblem(error)) return;
  if ('digest' in error && error.digest === SERVER_UNAVAILABLE) return;
  await report(error, 'node', { route: routePath, kind: routeType });
};

/** What went wrong outside of any request. Only listens: what follows is Next's to decide. */
export function reportStrayErrors(): void {
  if (!isReporting()) return;
  const tell = (error: unknown) => {
    if (error instanceof Error) void report(error, 'node', { kind: 'process' });
  };
  process.on('uncaughtExceptionMonitor', tell);
  process.on('unhandledRejection', tell);
}
