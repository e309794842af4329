import { withoutSecrets } from './scrub';

const MAX_FRAMES = 40;

/** An error as it is thrown here, or as a browser told of it. */
export interface ReportedError {
  name: string;
  message: string;
  stack?: string;
}

/** What is the same for every report of this process. */
export interface ReportSource {
  release: string;
  environment: string;
}

/**
 * An event of Sentry's protocol, with all that is ever sent: kind of error, message without secrets,
 * stack of our code, route pattern. No request, no reader, no address that was asked for.
 */
export function toSentryEvent(
  error: ReportedError,
  source: ReportSource,
  platform: 'node' | 'javascript',
  tags: Record<string, string>,
) {
  return {
    event_id: crypto.randomUUID().replaceAll('-', ''),
    timestamp: Date.now() / 1000,
    platform,
    level: 'error',
    ...source,
    tags: { role: 'client', ...tags },
    exception: {
      values: [
        {
          type: withoutSecrets(error.name),
          value: withoutSecrets(error.message),
          stacktrace: { frames: framesOf(error.stack ?? '') },
        },
      ],
    },
  };
}

/** The frames of a stack as Chromium and Node (`at f (file:1:2)`) or Firefox and Safari (`f@file:1:2`) write it. */
function framesOf(stack: string) {
  const frames = [];
  for (const line of stack.split('\n')) {
    const match = /^\s*(?:at (?:(.*?) \()?|(.*?)@)(\S+?):(\d+):(\d+)\)?$/.exec(line);
    if (!match) continue;
    const [, v8Name, otherName, file = '', lineno, colno] = match;
    frames.unshift({
      function: withoutSecrets(v8Name || otherName || '<anonymous>'),
      filename: pathOf(file),
      lineno: Number(lineno),
      colno: Number(colno),
      in_app: !/node_modules|^node:/.test(file),
    });
    if (frames.length === MAX_FRAMES) break;
  }
  return frames;
}

/** From the program on: neither the host that served it nor the folder that it lies in. */
function pathOf(file: string): string {
  const path = file.replace(/[?#].*$/, '');
  const inProgram = /(?:_next|\.next|node_modules)\/.*$/.exec(path);
  return inProgram ? `app:///${inProgram[0]}` : path.startsWith('node:') ? path : 'app:///page';
}
