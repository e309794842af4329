/** Ids, kinds, codes and counts; never what people wrote, a key, a header or an address with a query. */
export type SpanAttributes = Record<string, string | number | boolean | undefined>;

export type SpanKindName = 'internal' | 'server' | 'client' | 'producer' | 'consumer';

export interface SpanOptions {
  kind?: SpanKindName;
  /**
   * W3C `traceparent` of the span above, also of another process; `null` begins a new trace. When it
   * is not given, the span that is under way here is the one above.
   */
  parent?: string | null;
  attributes?: SpanAttributes;
}

/** One piece of work in a trace. */
export interface Span {
  readonly traceId: string;
  readonly spanId: string;
  /** As it is given to whatever goes on with this work, here or elsewhere. */
  readonly traceparent: string;
  set(attributes: SpanAttributes): void;
  /** Says that the work failed, by a stable code. */
  fail(code: string): void;
  end(): void;
}

/**
 * Traces, as the rest of the program sees them. Without OTEL_EXPORTER_OTLP_ENDPOINT nothing of it is
 * loaded, `start` and `current` give null, and `within` just does the work.
 */
export abstract class Tracing {
  abstract readonly isOn: boolean;
  abstract start(name: string, options?: SpanOptions): Span | null;
  /** Does work during which `current` is this span. */
  abstract within<T>(span: Span | null, work: () => T): T;
  abstract current(): Span | null;
}

export class NoTracing extends Tracing {
  readonly isOn = false;

  start(): null {
    return null;
  }

  within<T>(_span: null, work: () => T): T {
    return work();
  }

  current(): null {
    return null;
  }
}

const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

export interface TraceContext {
  traceId: string;
  spanId: string;
  isSampled: boolean;
}

/** Reads a `traceparent` (W3C Trace Context); null when it is none. */
export function parseTraceparent(value: unknown): TraceContext | null {
  const [, traceId, spanId, flags] =
    (typeof value === 'string' ? TRACEPARENT.exec(value) : null) ?? [];
  if (!traceId || !spanId || !flags || /^0+$/.test(traceId) || /^0+$/.test(spanId)) return null;
  return { traceId, spanId, isSampled: (Number.parseInt(flags, 16) & 1) === 1 };
}
