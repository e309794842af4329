import { isApiProblem } from '../api/problem';

/** Of a stack; what is longer says nothing new. */
const MAX_STACK = 4_000;
const MAX_MESSAGE = 500;

/**
 * Tells our own server that a page failed, so that no script or address of another reaches the
 * browser. Not what the server knows already: its own answers, and errors with a digest are its own.
 */
export function reportBrowserError(error: unknown): void {
  if (!(error instanceof Error) || 'digest' in error || isApiProblem(error)) return;
  const { name, message, stack = '' } = error;
  fetch('/api/errors', {
    method: 'POST',
    keepalive: true,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      name: name.slice(0, 100),
      message: message.slice(0, MAX_MESSAGE),
      stack: stack.slice(0, MAX_STACK),
    }),
  }).catch(() => undefined);
}
