/** How expressions fail: at save with a fault of the definition, at run with an error of the step. */

import { StepError } from '../types.js';
import { SlowPatternError } from '../regex.js';
import { LimitError } from './limits.js';

/** The text is not an expression that can be used. The message goes on after "The expression". */
export class ExpressionFault extends Error {
  constructor(
    message: string,
    readonly position?: number,
  ) {
    super(position === undefined ? message : `${message} (at character ${position})`);
  }
}

/** What JSONata throws: not always an Error. */
interface JsonataProblem {
  code?: unknown;
  message?: unknown;
  position?: unknown;
}

/** A parser's complaint as a fault. */
export function faultFrom(source: string, error: unknown): ExpressionFault {
  if (error instanceof RangeError) return new ExpressionFault('is nested too deep');
  const { message, position } = error as JsonataProblem;
  const where = typeof position === 'number' ? Math.min(position, source.length) : undefined;
  return new ExpressionFault(
    `cannot be read: ${typeof message === 'string' ? message : 'syntax error'}`,
    where,
  );
}

/** An expression that failed while a run evaluated it. */
export class ExpressionError extends StepError {
  static from(source: string, error: unknown): ExpressionError {
    if (error instanceof ExpressionError) return error;
    const shown = source.length > 120 ? `${source.slice(0, 117)}...` : source;
    if (error instanceof LimitError) {
      return new ExpressionError(error.code, `${error.message} Expression: ${shown}`, {
        cause: error,
      });
    }
    const { code, message, position } = error as JsonataProblem;
    if (error instanceof SlowPatternError) {
      return new ExpressionError(
        'expression-timeout',
        `A pattern in it takes too long on this text. Expression: ${shown}`,
        { cause: error },
      );
    }
    if (error instanceof RangeError) {
      return new ExpressionError(
        'expression-size',
        `A value or a call in it is too large. Expression: ${shown}`,
        { cause: error },
      );
    }
    // JSONata's own codes look like T2001; the sequence limit is one of them.
    const size = code === 'D2014' || code === 'D2015';
    const known =
      typeof code === 'string' &&
      /^[A-Z]\d{4}$/.test(code) &&
      typeof message === 'string' &&
      message !== '';
    const text = size
      ? 'A list in it is too long.'
      : known
        ? message
        : 'It cannot be evaluated on this data.';
    const where = typeof position === 'number' ? ` (at character ${position})` : '';
    return new ExpressionError(
      size ? 'expression-size' : 'expression-failed',
      `${text}${where} Expression: ${shown}`,
      {
        cause: error,
        details: { expression: shown, ...(typeof position === 'number' ? { position } : {}) },
      },
    );
  }
}
