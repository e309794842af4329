import { QueryCache, QueryClient, isServer } from '@tanstack/react-query';
import { cache } from 'react';
import { isApiProblem } from './problem';

const MAX_RETRIES = 2;

/** Tries again only what may go better the next time. */
export function shouldRetry(failures: number, error: unknown): boolean {
  if (failures >= MAX_RETRIES) return false;
  if (!isApiProblem(error)) return false;
  return error.status === 0 || error.status === 502 || error.status === 503 || error.status === 504;
}

function makeQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: isServer ? undefined : goToSignIn }),
    defaultOptions: {
      // A page waits for its prefetch, so that it arrives drawn; one that failed is asked for again by the browser.
      queries: { staleTime: 15_000, retry: isServer ? false : shouldRetry },
    },
  });
}

/** A session that has ended for good cannot be mended by the page. */
function goToSignIn(error: unknown): void {
  if (!isApiProblem(error) || error.status !== 401) return;
  const here = window.location.pathname + window.location.search;
  window.location.assign(`/sign-in?next=${encodeURIComponent(here)}`);
}

const serverQueryClient = cache(makeQueryClient);
let browserQueryClient: QueryClient | undefined;

/** One per request on the server, one for the life of the page in the browser. */
export function getQueryClient(): QueryClient {
  if (isServer) return serverQueryClient();
  browserQueryClient ??= makeQueryClient();
  return browserQueryClient;
}
