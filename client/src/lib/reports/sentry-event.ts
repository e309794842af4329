import { withoutSecrets } from './scrub';

const MAX_FRAMES = 40;
/** Of a function; what is longer was not written by a person. */
const MAX_NAME = 200;

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
    const position = /:(\d{1,9}):(\d{1,9})\)?$/.exec(line);
    if (!position) continue;
    const { name, file } = placeOf(line.slice(0, position.index).trim());
    if (file === '' || /\s/.test(file)) continue;
    frames.unshift({
      function: withoutSecrets(name.slice(0, MAX_NAME) || '<anonymous>'),
      filename: pathOf(file),
      lineno: Number(position[1]),
      colno: Number(position[2]),
      in_app: !/node_modules|^node:/.test(file),
    });
    if (frames.length === MAX_FRAMES) break;
  }
  return frames;
}

/** Not one pattern: a browser's report may hold a line on which that would try all ways to part it. */
function placeOf(place: string): { name: string; file: string } {
  if (place.startsWith('at ')) {
    const at = place.lastIndexOf(' (');
    if (at < 0) return { name: '', file: place.slice('at '.length) };
    return { name: place.slice('at '.length, at), file: place.slice(at + ' ('.length) };
  }
  const at = place.indexOf('@');
  return at < 0 ? { name: '', file: '' } : { name: place.slice(0, at), file: place.slice(at + 1) };
}

/** From the program on: neither the host that served it nor the folder that it lies in. */
function pathOf(file: string): string {
  const [path = ''] = file.split(/[?#]/, 1);
  const inProgram = /(?:_next|\.next|node_modules)\/.*$/.exec(path);
  return inProgram ? `app:///${inProgram[0]}` : path.startsWith('node:') ? path : 'app:///page';
}
