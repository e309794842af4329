import { describe, expect, it } from 'vitest';
import { toSentryEvent } from './sentry-event';

const source = { release: 'x@1', environment: 'test' };

/** The frames of an event, the innermost first, as a stack has them. */
const framesOf = (...lines: string[]) => {
  const error = { name: 'TypeError', message: 'x', stack: ['TypeError: x', ...lines].join('\n') };
  const [exception] = toSentryEvent(error, source, 'javascript', {}).exception.values;
  return exception!.stacktrace.frames.reverse();
};

describe('the frames of a stack', () => {
  it.each([
    ['    at draw (https://apm.example/_next/static/a.js?v=1:12:3)', 'draw'],
    ['    at async Page.draw (https://apm.example/_next/static/a.js:12:3)', 'async Page.draw'],
    ['    at https://apm.example/_next/static/a.js:12:3', '<anonymous>'],
    ['draw@https://apm.example/_next/static/a.js:12:3', 'draw'],
    ['@https://apm.example/_next/static/a.js:12:3', '<anonymous>'],
  ])('are read from %s', (line, name) => {
    expect(framesOf(line)).toEqual([
      {
        function: name,
        filename: 'app:///_next/static/a.js',
        lineno: 12,
        colno: 3,
        in_app: true,
      },
    ]);
  });

  it('are those of lines that name a place, and of no others', () => {
    expect(
      framesOf(
        '    at Promise.all (index 0)',
        '    at eval (eval at draw (a.js:1:2), <anonymous>:1:1)',
        'somewhere:1:2',
        'a@b c:1:2',
        '',
      ),
    ).toEqual([]);
  });

  it('are short, however long a line is', () => {
    const name = 'f@'.repeat(1_000);
    const [frame, ...others] = framesOf(`    at ${name} (a.js${':1'.repeat(1_000)})`);
    expect(others).toEqual([]);
    expect(frame!.function).toBe('f@'.repeat(100));
  });
});
