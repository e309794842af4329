import type { Instrumentation } from 'next';

/** Called by Next once, before the first request. */
export async function register(): Promise<void> {
  const { reportStrayErrors } = await import('./lib/reports/request-errors');
  reportStrayErrors();
}

/** Called by Next for each error that ends a request. */
export const onRequestError: Instrumentation.onRequestError = async (...given) => {
  const { reportRequestError } = await import('./lib/reports/request-errors');
  await reportRequestError(...given);
};
