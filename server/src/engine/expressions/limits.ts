/**
 * What the expressions of one step may use together. Counted in steps of the interpreter rather than in
 * time alone, so that the same expression on the same data meets the same end on every machine; the
 * clock is there for what a count does not see.
 */

import { MAX_JSON_DEPTH } from '../json.js';

/** Steps of the interpreter: about half a second. */
export const MAX_STEPS = 300_000;
/** Time on the clock, as a second line of defence. */
export const MAX_MILLIS = 10_000;
/** Depth of nested and recursive evaluation; a recursion uses about six levels for each call. */
export const MAX_DEPTH = 3_000;
/** Items in one list. */
export const MAX_ITEMS = 10_000;
/** The same in an expression with an order-by: JSONata's sorting copies the list for each item it moves. */
const MAX_SORTED_ITEMS = 3_000;
/** Characters of JSON in any value on the way to the result. */
export const MAX_VALUE_SIZE = 2_000_000;
/** Characters of JSON that all values on the way may take together: what bounds the memory. */
export const MAX_TOTAL_SIZE = 20_000_000;
/** Other work of the process goes on after at most this long. */
const SLICE_MILLIS = 10;

/** A limit was passed. `code` is the code of the run's error. */
export class LimitError extends Error {
  constructor(
    readonly code:
      'expression-timeout' | 'expression-depth' | 'expression-size' | 'expression-failed',
    message: string,
  ) {
    super(message);
  }
}

/** Sizes of values that were built or read; values never change, so a size is counted once. */
const sizes = new WeakMap<object, number>();

/** What all expressions of one step have used together. */
export class Meter {
  steps = 0;
  size = 0;
  readonly startedAt = Date.now();
  sliceStartedAt = this.startedAt;
}

/** The account of one evaluation. */
export class Budget {
  private readonly maxItems: number;
  private readonly valuesChange: boolean;

  /** With `edits` (`|...|...|`) values change in place, so their sizes cannot be remembered. */
  constructor(
    { edits, sorts }: { edits: boolean; sorts: boolean },
    private readonly meter: Meter,
    private readonly signal?: AbortSignal,
  ) {
    this.valuesChange = edits;
    this.maxItems = sorts ? MAX_SORTED_ITEMS : MAX_ITEMS;
  }

  /** Counts one step of the interpreter; gives a promise when the process should do other work first. */
  step(depth: number): Promise<void> | undefined {
    if (++this.meter.steps > MAX_STEPS) {
      throw new LimitError(
        'expression-timeout',
        `It takes more than ${MAX_STEPS} steps. Look for a loop that does not end.`,
      );
    }
    if (depth > MAX_DEPTH) {
      throw new LimitError(
        'expression-depth',
        'It calls itself too deep. Look for a recursion that does not end.',
      );
    }
    if (this.meter.steps % 64 !== 0) return undefined;
    const now = Date.now();
    if (now - this.meter.startedAt > MAX_MILLIS) {
      throw new LimitError('expression-timeout', `It takes longer than ${MAX_MILLIS} ms.`);
    }
    if (now - this.meter.sliceStartedAt < SLICE_MILLIS) return undefined;
    return this.giveWay();
  }

  private async giveWay(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    this.signal?.throwIfAborted();
    this.meter.sliceStartedAt = Date.now();
  }

  /** Refuses a value that has grown too large; `isNew` when the step made it rather than found it. */
  check(value: unknown, isNew: boolean): void {
    if (typeof value === 'string') {
      if (value.length > MAX_VALUE_SIZE) throw tooLarge();
      if (isNew) this.charge(value.length);
    } else if (value !== null && typeof value === 'object') {
      if (Array.isArray(value)) this.checkLength(value);
      if (sizes.has(value)) return;
      this.measure(value, 0);
      this.charge(Array.isArray(value) ? 4 * value.length + 8 : 64);
    }
  }

  private checkLength({ length }: unknown[]): void {
    if (length > this.maxItems) {
      throw new LimitError('expression-size', `A list in it has more than ${this.maxItems} items.`);
    }
  }

  private charge(size: number): void {
    this.meter.size += size;
    if (this.meter.size > MAX_TOTAL_SIZE) {
      throw new LimitError(
        'expression-size',
        `Its values take more than ${MAX_TOTAL_SIZE} characters of JSON together.`,
      );
    }
  }

  /** Size and depth of a value in one number; a part that occurs twice counts twice. */
  private measure(value: unknown, level: number): number {
    if (typeof value === 'string') return (value.length + 2) * DEPTH_RANGE;
    if (value === null || typeof value !== 'object') return 4 * DEPTH_RANGE;
    if ('_jsonata_lambda' in value || '_jsonata_function' in value) return DEPTH_RANGE;
    const known = this.valuesChange ? undefined : sizes.get(value);
    if (known !== undefined) return known;
    if (level > MAX_JSON_DEPTH) throw tooDeep();
    let size = 2;
    let depth = 0;
    const add = (part: unknown) => {
      const measured = this.measure(part, level + 1);
      size += Math.floor(measured / DEPTH_RANGE) + 1;
      depth = Math.max(depth, measured % DEPTH_RANGE);
      if (size > MAX_VALUE_SIZE) throw tooLarge();
    };
    if (Array.isArray(value)) {
      this.checkLength(value);
      for (const item of value) add(item);
    } else {
      for (const [key, item] of Object.entries(value)) {
        size += key.length + 3;
        add(item);
      }
    }
    if (++depth > MAX_JSON_DEPTH) throw tooDeep();
    const result = size * DEPTH_RANGE + depth;
    if (!this.valuesChange) sizes.set(value, result);
    return result;
  }
}

const DEPTH_RANGE = 1_024;
const tooLarge = () =>
  new LimitError(
    'expression-size',
    `A value in it is larger than ${MAX_VALUE_SIZE} characters of JSON.`,
  );
const tooDeep = () =>
  new LimitError(
    'expression-depth',
    `A value in it is nested more than ${MAX_JSON_DEPTH} levels deep.`,
  );
