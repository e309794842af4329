import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import type { Environment } from '../config/config.js';
import type { Metrics } from '../metrics/metrics.js';
import type { Tracing } from '../tracing/tracing.js';
import { VERSION } from '../version.js';
import { ErrorReports, type ReportTags } from './error-reports.js';
import { toSentryEvent } from './sentry-event.js';

const MAX_PER_MINUTE = 30;
const MAX_IN_FLIGHT = 5;
const SEND_TIMEOUT_MS = 5_000;
const FLUSH_TIMEOUT_MS = 3_000;

/**
 * Reports to a service that speaks Sentry's protocol. Nothing waits for it: what it does not take at
 * once, or beyond a limit a minute, is dropped, since the same error is in the log.
 */
export class SentryReports
  extends ErrorReports
  implements OnApplicationBootstrap, OnApplicationShutdown
{
  readonly isOn = true;
  private readonly url: string;
  private readonly headers: Record<string, string>;
  private readonly source;
  private readonly results;
  private readonly sending = new Set<Promise<void>>();
  private readonly reported = new WeakSet<object>();
  private windowEnds = 0;
  private left = 0;
  private pausedUntil = 0;

  constructor(
    env: Environment,
    dsn: string,
    metrics: Metrics,
    private readonly tracing: Tracing,
  ) {
    super();
    const { protocol, host, pathname, username } = new URL(dsn);
    const [, folder = '', project = ''] = /^(.*)\/([^/]+)\/?$/.exec(pathname) ?? [];
    this.url = `${protocol}//${host}${folder}/api/${project}/envelope/`;
    this.headers = {
      'content-type': 'application/x-sentry-envelope',
      'x-sentry-auth': `Sentry sentry_version=7, sentry_client=aipoweredmakers/${VERSION}, sentry_key=${username}`,
    };
    this.source = {
      release: `aipoweredmakers@${VERSION}+${env.COMMIT}`,
      environment: env.NODE_ENV,
      role: env.ROLE,
    };
    this.results = metrics.counter(
      'apm_error_reports_total',
      'Reports of faults to SENTRY_DSN: sent, failed, or dropped beyond a limit',
      ['result'],
    );
  }

  report(error: unknown, tags: ReportTags = {}): void {
    if (typeof error === 'object' && error !== null) {
      if (this.reported.has(error)) return;
      this.reported.add(error);
    }
    if (!this.mayReport()) return this.results.inc({ result: 'dropped' });
    const { traceId, spanId } = this.tracing.current() ?? {};
    const event = toSentryEvent(error, this.source, { traceId, spanId, ...tags });
    const sending = this.send(event).finally(() => this.sending.delete(sending));
    this.sending.add(sending);
  }

  onApplicationBootstrap(): void {
    process.on('uncaughtException', this.onUncaught);
  }

  async onApplicationShutdown(): Promise<void> {
    process.off('uncaughtException', this.onUncaught);
    await this.flush();
  }

  /** The process ends as it would without this, a moment later. */
  private readonly onUncaught = (error: unknown): void => {
    console.error(error);
    this.report(error, { context: 'uncaughtException' });
    void this.flush().then(() => process.exit(1));
  };

  private async flush(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, FLUSH_TIMEOUT_MS);
    });
    await Promise.race([Promise.all(this.sending), limit]);
    clearTimeout(timer);
  }

  private mayReport(): boolean {
    const now = Date.now();
    if (now < this.pausedUntil || this.sending.size >= MAX_IN_FLIGHT) return false;
    if (now >= this.windowEnds) {
      this.windowEnds = now + 60_000;
      this.left = MAX_PER_MINUTE;
    }
    this.left -= 1;
    return this.left >= 0;
  }

  private async send(event: ReturnType<typeof toSentryEvent>): Promise<void> {
    const envelope = [
      { event_id: event.event_id, sent_at: new Date().toISOString() },
      { type: 'event', content_type: 'application/json' },
      event,
    ];
    try {
      const response = await fetch(this.url, {
        method: 'POST',
        headers: this.headers,
        body: envelope.map((part) => JSON.stringify(part)).join('\n'),
        redirect: 'error',
        signal: AbortSignal.timeout(SEND_TIMEOUT_MS),
      });
      await response.body?.cancel();
      if (response.status === 429) {
        const seconds = Number(response.headers.get('retry-after')) || 60;
        this.pausedUntil = Date.now() + seconds * 1000;
      }
      this.results.inc({ result: response.ok ? 'sent' : 'failed' });
    } catch {
      this.results.inc({ result: 'failed' });
    }
  }
}
