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
    const { code, text, position } = explain(error);
    const shown = clip(source, 120);
    const isPlaced = typeof position === 'number';
    const where = isPlaced ? ` (at character ${position})` : '';
    return new ExpressionError(code, `${clip(text, 300)}${where} Expression: ${shown}`, {
      cause: error,
      details: { expression: shown, ...(isPlaced ? { position } : {}) },
    });
  }
}

function explain(error: unknown): { code: string; text: string; position?: unknown } {
  if (error instanceof LimitError) return { code: error.code, text: error.message };
  if (error instanceof SlowPatternError) {
    return { code: 'expression-timeout', text: 'A pattern in it takes too long on this text.' };
  }
  if (error instanceof RangeError) {
    return { code: 'expression-size', text: 'A value or a call in it is too large.' };
  }
  const { code, message, position } = error as JsonataProblem;
  if (code === 'D2014' || code === 'D2015') {
    return { code: 'expression-size', text: 'A list in it is too long.', position };
  }
  // JSONata's own codes look like T2001, and its messages may quote a value of any length.
  const isKnown = typeof code === 'string' && /^[A-Z]\d{4}$/.test(code);
  const text = isKnown && typeof message === 'string' && message !== '' ? message : null;
  return {
    code: 'expression-failed',
    text:
      text?.replace('of function undefined', 'of a function') ??
      'It cannot be evaluated on this data.',
    position,
  };
}

const clip = (text: string, length: number) =>
  text.length > length ? `${text.slice(0, length - 3)}...` : text;
