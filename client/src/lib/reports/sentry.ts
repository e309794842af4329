import 'server-only';
import { version } from '../../../package.json';
import { env } from '../env';
import { toSentryEvent, type ReportedError } from './sentry-event';

const MAX_PER_MINUTE = { node: 30, javascript: 10 };
const MAX_IN_FLIGHT = 5;
const SEND_TIMEOUT_MS = 5_000;

/** How many reports each side may still send; a browser must not use up what our own errors need. */
const left = { ...MAX_PER_MINUTE };
let windowEnds = 0;
let pausedUntil = 0;
let inFlight = 0;

/** True when somebody wants to be told of errors. */
export const isReporting = (): boolean => env().sentryDsn !== '';

/**
 * Tells SENTRY_DSN of an error that is a fault of ours. Never throws. What is not taken in time or
 * goes beyond a limit is dropped.
 * @param platform `node` for what went wrong here, `javascript` for what a browser told
 */
export async function report(
  error: ReportedError,
  platform: 'node' | 'javascript',
  tags: Record<string, string>,
): Promise<void> {
  const { sentryDsn, commit } = env();
  if (sentryDsn === '' || !mayReport(platform)) return;
  const { protocol, host, pathname, username } = new URL(sentryDsn);
  const [, folder = '', project = ''] = /^(.*)\/([^/]+)\/?$/.exec(pathname) ?? [];
  const source = { release: `aipoweredmakers@${version}+${commit}`, environment: 'production' };
  const event = toSentryEvent(error, source, platform, tags);
  const envelope = [
    { event_id: event.event_id, sent_at: new Date().toISOString() },
    { type: 'event', content_type: 'application/json' },
    event,
  ];
  inFlight += 1;
  try {
    const response = await fetch(`${protocol}//${host}${folder}/api/${project}/envelope/`, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-sentry-envelope',
        'x-sentry-auth': `Sentry sentry_version=7, sentry_client=aipoweredmakers/${version}, sentry_key=${username}`,
      },
      body: envelope.map((part) => JSON.stringify(part)).join('\n'),
      cache: 'no-store',
      redirect: 'error',
      signal: AbortSignal.timeout(SEND_TIMEOUT_MS),
    });
    await response.body?.cancel();
    if (response.status === 429) {
      const seconds = Number(response.headers.get('retry-after')) || 60;
      pausedUntil = Date.now() + seconds * 1000;
    }
  } catch {
    // It is in the log all the same.
  } finally {
    inFlight -= 1;
  }
}

function mayReport(platform: 'node' | 'javascript'): boolean {
  const now = Date.now();
  if (now >= windowEnds) {
    windowEnds = now + 60_000;
    Object.assign(left, MAX_PER_MINUTE);
  }
  if (now < pausedUntil || inFlight >= MAX_IN_FLIGHT || left[platform] === 0) return false;
  left[platform] -= 1;
  return true;
}
