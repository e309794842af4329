import 'server-only';
import { version } from '../../package.json';
import { env } from './env';

const LIMIT_MS = 2_000;
/** Many probes at once cost the server one. */
const MAX_AGE_MS = 1_000;

interface Health {
  status: 'ok' | 'degraded';
  version: string;
  commit: string;
  parts: { server: { status: 'up' | 'down'; latencyMs: number } };
}

let latest: { health: Promise<Health>; at: number } | undefined;

/**
 * How this part of the platform is. Without the server it is degraded, not down: it is what tells
 * readers that the server does not answer.
 */
export function findHealth(): Promise<Health> {
  if (!latest || Date.now() - latest.at > MAX_AGE_MS) {
    latest = { health: look(), at: Date.now() };
  }
  return latest.health;
}

async function look(): Promise<Health> {
  const { apiUrl, commit } = env();
  const began = performance.now();
  const isUp = await fetch(`${apiUrl}/health/ready`, {
    cache: 'no-store',
    signal: AbortSignal.timeout(LIMIT_MS),
  }).then(
    async (response) => {
      await response.body?.cancel();
      return response.ok;
    },
    () => false,
  );
  const latencyMs = Math.round((performance.now() - began) * 10) / 10;
  return {
    status: isUp ? 'ok' : 'degraded',
    version,
    commit,
    parts: { server: { status: isUp ? 'up' : 'down', latencyMs } },
  };
}
