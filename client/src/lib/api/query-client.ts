import { QueryCache, QueryClient, defaultShouldDehydrateQuery, isServer } from '@tanstack/react-query';
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
      queries: { staleTime: 15_000, retry: isServer ? false : shouldRetry },
      // Pending queries are sent along too, so that the page streams instead of waiting for them.
      dehydrate: { shouldDehydrateQuery: (query) => defaultShouldDehydrateQuery(query) || query.state.status === 'pending' },
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
