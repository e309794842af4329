import { randomUUID } from 'node:crypto';
import type { ReportTags } from './error-reports.js';
import { withoutSecrets } from './scrub.js';

const MAX_CAUSES = 4;
const MAX_FRAMES = 40;

interface Frame {
  function: string;
  filename: string;
  lineno: number;
  colno: number;
  in_app: boolean;
}

/** What is the same for every report of this process. */
export interface ReportSource {
  release: string;
  environment: string;
  role: string;
}

/**
 * An event of Sentry's protocol, with all that is ever sent: kind of error, message without secrets,
 * stack of our code, ids and codes. No request, no user, no variables, no host name.
 */
export function toSentryEvent(
  error: unknown,
  source: ReportSource,
  { traceId, spanId, ...tags }: ReportTags,
) {
  return {
    event_id: randomUUID().replaceAll('-', ''),
    timestamp: Date.now() / 1000,
    platform: 'node',
    level: 'error',
    release: source.release,
    environment: source.environment,
    tags: { role: source.role, ...tags },
    contexts: {
      runtime: { name: 'node', version: process.version },
      ...(traceId && spanId ? { trace: { trace_id: traceId, span_id: spanId } } : {}),
    },
    exception: { values: chainOf(error).map(toException) },
  };
}

/** The error and its causes, the innermost first, as the protocol has it. */
function chainOf(error: unknown): unknown[] {
  const chain: unknown[] = [];
  for (let one = error; one != null && chain.length < MAX_CAUSES;) {
    chain.unshift(one);
    one = one instanceof Error ? one.cause : null;
  }
  return chain;
}

function toException(error: unknown) {
  if (!(error instanceof Error)) return { type: 'Error', value: withoutSecrets(String(error)) };
  return {
    type: error.name,
    value: withoutSecrets(error.message),
    stacktrace: { frames: framesOf(error.stack ?? '') },
  };
}

/** The frames of a stack, the outermost first. Paths begin at the program, not at the machine's root. */
function framesOf(stack: string): Frame[] {
  const frames: Frame[] = [];
  for (const line of stack.split('\n')) {
    const match = /^\s+at (?:(.*?) \()?(.+?):(\d+):(\d+)\)?$/.exec(line);
    if (!match) continue;
    const [, name = '<anonymous>', file = '', lineno, colno] = match;
    frames.unshift({
      function: name,
      filename: file.replace(/^(file:\/\/)?.*?\/(?=server\/|node_modules\/)/, 'app:///'),
      lineno: Number(lineno),
      colno: Number(colno),
      in_app: !/node_modules|^node:/.test(file),
    });
    if (frames.length === MAX_FRAMES) break;
  }
  return frames;
}
