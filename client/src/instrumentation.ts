import type { Instrumentation } from 'next';

/** Called by Next once, before the first request, and not by a build. */
export async function register(): Promise<void> {
  const { startProcess } = await import('./lib/start-process');
  startProcess();
}

/** Called by Next for each error that ends a request. */
export const onRequestError: Instrumentation.onRequestError = async (...given) => {
  const { reportRequestError } = await import('./lib/reports/request-errors');
  await reportRequestError(...given);
};
