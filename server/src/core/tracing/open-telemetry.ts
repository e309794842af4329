import type { OnApplicationShutdown } from '@nestjs/common';
import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, TraceFlags } from '@opentelemetry/api';
import type { Context, Span as ApiSpan, Tracer } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
  type Sampler,
} from '@opentelemetry/sdk-trace';
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Environment } from '../config/config.js';
import { VERSION } from '../version.js';
import {
  parseTraceparent,
  Tracing,
  type Span,
  type SpanAttributes,
  type SpanKindName,
  type SpanOptions,
} from './tracing.js';

const KINDS: Record<SpanKindName, SpanKind> = {
  internal: SpanKind.INTERNAL,
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
};

/** What the collector is given to take one batch, and the whole of the rest when the process ends. */
const EXPORT_TIMEOUT_MS = 5_000;
const FLUSH_TIMEOUT_MS = 3_000;

/**
 * Sends spans by OTLP over HTTP. The spans are our own: nothing is patched, and nothing is registered
 * globally. This file is loaded only when there is an address to send to.
 */
export class OpenTelemetryTracing extends Tracing implements OnApplicationShutdown {
  readonly isOn = true;
  private readonly storage = new AsyncLocalStorage<Span>();
  private readonly provider: TracerProvider;
  private readonly tracer: Tracer;

  constructor(env: Environment, endpoint: string) {
    super();
    const exporter = new OTLPTraceExporter({
      url: `${endpoint.replace(/\/+$/, '')}/v1/traces`,
      headers: headersOf(env.OTEL_EXPORTER_OTLP_HEADERS),
      timeoutMillis: EXPORT_TIMEOUT_MS,
    });
    this.provider = new TracerProvider({
      resource: resourceFromAttributes({
        'service.version': VERSION,
        'deployment.environment.name': env.NODE_ENV,
        'apm.role': env.ROLE,
        'apm.commit': env.COMMIT,
      })
        .merge(detectResources({ detectors: [envDetector] }))
        .merge(resourceFromAttributes({ 'service.name': env.OTEL_SERVICE_NAME })),
      sampler: samplerOf(env),
      // What a collector that is away does not take in time is dropped; nothing ever waits for it.
      spanProcessors: [
        new BatchSpanProcessor({
          exporter,
          maxQueueSize: 8192,
          scheduledDelayMillis: 2_000,
          exportTimeoutMillis: EXPORT_TIMEOUT_MS,
        }),
      ],
    });
    this.tracer = this.provider.getTracer('aipoweredmakers', VERSION);
  }

  start(name: string, { kind = 'internal', parent, attributes }: SpanOptions = {}): Span {
    const above = parent === undefined ? this.storage.getStore()?.traceparent : parent;
    const options = { kind: KINDS[kind], attributes: attributes ?? {} };
    return new ExportedSpan(this.tracer.startSpan(name, options, contextOf(above)));
  }

  within<T>(span: Span | null, work: () => T): T {
    return span ? this.storage.run(span, work) : work();
  }

  current(): Span | null {
    return this.storage.getStore() ?? null;
  }

  async onApplicationShutdown(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, FLUSH_TIMEOUT_MS);
    });
    await Promise.race([this.provider.shutdown().catch(() => undefined), limit]);
    clearTimeout(timer);
  }
}

class ExportedSpan implements Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly traceparent: string;

  constructor(private readonly span: ApiSpan) {
    const { traceId, spanId, traceFlags } = span.spanContext();
    this.traceId = traceId;
    this.spanId = spanId;
    this.traceparent = `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
  }

  set(attributes: SpanAttributes): void {
    this.span.setAttributes(attributes);
  }

  fail(code: string): void {
    this.span.setAttribute('error.type', code);
    this.span.setStatus({ code: SpanStatusCode.ERROR });
  }

  end(): void {
    this.span.end();
  }
}

function contextOf(traceparent: string | null | undefined): Context {
  const above = parseTraceparent(traceparent);
  if (!above) return ROOT_CONTEXT;
  return trace.setSpanContext(ROOT_CONTEXT, {
    traceId: above.traceId,
    spanId: above.spanId,
    traceFlags: above.isSampled ? TraceFlags.SAMPLED : TraceFlags.NONE,
    isRemote: true,
  });
}

/** The samplers that OTEL_TRACES_SAMPLER names in the specification. */
function samplerOf(env: Environment): Sampler {
  const [, parentBased, name] = /^(parentbased_)?(.*)$/.exec(env.OTEL_TRACES_SAMPLER) ?? [];
  const sampler =
    name === 'always_off'
      ? new AlwaysOffSampler()
      : name === 'traceidratio'
        ? new TraceIdRatioBasedSampler(env.OTEL_TRACES_SAMPLER_ARG)
        : new AlwaysOnSampler();
  return parentBased ? new ParentBasedSampler({ root: sampler }) : sampler;
}

/** `name=value` pairs with commas between them; values may be percent-encoded. */
function headersOf(text: string): Record<string, string> {
  const pairs = text.split(',').filter((pair) => pair.includes('='));
  return Object.fromEntries(
    pairs.map((pair) => {
      const split = pair.indexOf('=');
      return [pair.slice(0, split).trim(), decodeURIComponent(pair.slice(split + 1).trim())];
    }),
  );
}
