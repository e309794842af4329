import { env } from '../env';
import type { Tokens } from './cookies';
import { jsonHeaders } from './json-headers';

/** `rejected`: the session is over. `unavailable`: nobody knows, so the cookies stay. */
export type RefreshOutcome =
  { kind: 'refreshed'; tokens: Tokens } | { kind: 'rejected' } | { kind: 'unavailable' };

const TIMEOUT_MS = 10_000;
/** Requests that left the browser with the old cookie arrive up to this much later and share the answer. */
const SHARED_MS = 10_000;

/**
 * Asks for new tokens, once for all requests that hold the same refresh token.
 * A refresh token works once, so two refreshes at a time would look like theft and end the session.
 * The page proxy and the route handlers are separate bundles of one process: only `globalThis` is common to them.
 */
export function refreshSession(
  refreshToken: string,
  from: Headers = new Headers(),
): Promise<RefreshOutcome> {
  const flights = sharedFlights();
  const running = flights.get(refreshToken);
  if (running) return running;
  const flight = requestRefresh(refreshToken, from);
  flights.set(refreshToken, flight);
  void flight.then((outcome) => {
    if (outcome.kind !== 'refreshed') flights.delete(refreshToken);
    else setTimeout(() => flights.delete(refreshToken), SHARED_MS).unref();
  });
  return flight;
}

async function requestRefresh(refreshToken: string, from: Headers): Promise<RefreshOutcome> {
  try {
    const response = await fetch(`${env().apiUrl}/api/v1/auth/refresh`, {
      method: 'POST',
      headers: jsonHeaders(from),
      body: JSON.stringify({ refreshToken }),
      cache: 'no-store',
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (response.status === 401) return { kind: 'rejected' };
    if (!response.ok) return { kind: 'unavailable' };
    return { kind: 'refreshed', tokens: (await response.json()) as Tokens };
  } catch {
    return { kind: 'unavailable' };
  }
}

const FLIGHTS = Symbol.for('aipoweredmakers.refreshes');

function sharedFlights(): Map<string, Promise<RefreshOutcome>> {
  const shared = globalThis as { [FLIGHTS]?: Map<string, Promise<RefreshOutcome>> };
  shared[FLIGHTS] ??= new Map();
  return shared[FLIGHTS];
}
