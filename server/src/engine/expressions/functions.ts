/**
 * JSONata functions that are replaced here: those that would read the process's clock or dice, and
 * those whose own implementation can take unbounded time or memory on small arguments.
 */

import jsonata from 'jsonata';
import { canonicalKey } from '../json.js';
import { seededRandom } from '../random.js';
import { LimitError, MAX_VALUE_SIZE, type Meter } from './limits.js';

/** What an expression takes from its run. */
export interface RunScope {
  now: Date;
  /** `$random()` and `$shuffle()` follow from it, so that a replay gives the same values. */
  seed: string;
  /** Ends an evaluation that takes long when the run has ended. */
  signal?: AbortSignal;
  /** What was used so far; put here by the first expression that is no plain reference. */
  meter?: Meter;
}

/** The `this` of a function; `base` is the outermost frame of the evaluation. */
interface Focus {
  environment: { base: object };
}
type Native = (this: Focus, ...args: never[]) => unknown;
interface Registered {
  implementation: Native;
}

interface EnteredScope {
  now: Date;
  random(): number;
}
const scopes = new WeakMap<object, EnteredScope>();

/** Ties the outermost frame of an evaluation to its run. */
export function enterScope(base: object, { now, seed }: RunScope): void {
  let next: (() => number) | undefined;
  scopes.set(base, { now, random: () => (next ??= seededRandom(seed))() });
}

function scopeOf(focus: Focus): EnteredScope {
  const scope = scopes.get(focus.environment.base);
  if (!scope) throw new Error('An expression ran outside a run.');
  return scope;
}

/** JSONata's own implementation of a function. */
async function original(name: string): Promise<Native> {
  return ((await jsonata(`$${name}`).evaluate({})) as Registered).implementation;
}

const [fromMillis, toMillis, formatInteger, parseInteger, formatNumber, distinct] =
  (await Promise.all(
    ['fromMillis', 'toMillis', 'formatInteger', 'parseInteger', 'formatNumber', 'distinct'].map(
      original,
    ),
  )) as [Native, Native, Native, Native, Native, Native];

const REPLACED: Record<string, [Native, string]> = {
  now: [
    function (this: Focus, picture?: string, timezone?: string) {
      checkPicture(picture);
      return fromMillis.call(
        this,
        ...([scopeOf(this).now.getTime(), picture, timezone] as never[]),
      );
    },
    '<s?s?:s>',
  ],
  millis: [
    function (this: Focus) {
      return scopeOf(this).now.getTime();
    },
    '<:n>',
  ],
  random: [
    function (this: Focus) {
      return scopeOf(this).random();
    },
    '<:n>',
  ],
  shuffle: [
    function (this: Focus, arr?: unknown[]) {
      return arr && shuffled(arr, scopeOf(this).random);
    },
    '<a:a>',
  ],
  pad: [pad, '<s-ns?:s>'],
  join: [join, '<a<s>s?:s>'],
  zip: [zip, '<a+>'],
  sort: [sort, '<af?:a>'],
  distinct: [
    function (this: Focus, value?: unknown) {
      return distinctItems.call(this, value);
    },
    '<x:x>',
  ],
  fromMillis: [
    function (this: Focus, millis?: number, picture?: string, timezone?: string) {
      checkPicture(picture);
      return fromMillis.call(this, ...([millis, picture, timezone] as never[]));
    },
    '<n-s?s?:s>',
  ],
  toMillis: [
    function (this: Focus, timestamp?: string, picture?: string) {
      if (timestamp !== undefined) checkTimestamp(timestamp, picture);
      return toMillis.call(this, ...([timestamp, picture] as never[]));
    },
    '<s-s?:n>',
  ],
  formatInteger: [
    function (this: Focus, value?: number, picture?: string) {
      checkPicture(picture);
      return formatInteger.call(this, ...([value, picture] as never[]));
    },
    '<n-s:s>',
  ],
  formatNumber: [
    function (this: Focus, value?: number, picture?: string, options?: object) {
      checkPicture(picture);
      return formatNumber.call(this, ...([value, picture, options] as never[]));
    },
    '<n-so?:s>',
  ],
  parseInteger: [
    function (this: Focus, value?: string, picture?: string) {
      checkPicture(picture);
      if (value !== undefined && value.length > 500)
        throw tooLong('The text for $parseInteger', 500);
      return parseInteger.call(this, ...([value, picture] as never[]));
    },
    '<s-s:n>',
  ],
  eval: [
    function () {
      throw new LimitError('expression-failed', 'The function $eval is not available.');
    },
    '<sx?:x>',
  ],
};

/** Puts the replacements into an expression. */
export function replaceFunctions(expression: jsonata.Expression): void {
  for (const [name, [implementation, signature]] of Object.entries(REPLACED)) {
    expression.registerFunction(name, implementation as never, signature);
  }
}

function pad(str?: string, width?: number, char?: string): string | undefined {
  if (str === undefined || width === undefined) return str;
  if (Math.abs(width) > MAX_VALUE_SIZE) throw tooLong('The result of $pad', MAX_VALUE_SIZE);
  const missing = Math.abs(Math.trunc(width)) - [...str].length;
  if (missing <= 0) return str;
  const fill = [...(char || ' ')];
  const padding =
    fill.length === 1
      ? (fill[0] as string).repeat(missing)
      : Array.from({ length: missing }, (_, index) => fill[index % fill.length]).join('');
  return width > 0 ? str + padding : padding + str;
}

function join(strs?: string[], separator?: string): string | undefined {
  if (strs === undefined) return undefined;
  const between = separator ?? '';
  const length = strs.reduce(
    (sum, item) => sum + item.length,
    between.length * Math.max(0, strs.length - 1),
  );
  if (length > MAX_VALUE_SIZE) throw tooLong('The result of $join', MAX_VALUE_SIZE);
  return strs.join(between);
}

function zip(...lists: unknown[]): unknown[] {
  const length = Math.min(...lists.map((list) => (Array.isArray(list) ? list.length : 0)));
  if (length * lists.length > MAX_VALUE_SIZE / 4)
    throw tooLong('The result of $zip', MAX_VALUE_SIZE / 4);
  return Array.from({ length }, (_, index) => lists.map((list) => (list as unknown[])[index]));
}

/** Stable merge sort, bottom up: JSONata's own copies both lists for each item that it moves. */
async function sort(
  arr?: unknown[],
  comparator?: (a: unknown, b: unknown) => unknown,
): Promise<unknown[] | undefined> {
  if (arr === undefined || arr.length <= 1) return arr;
  if (!comparator) {
    if (arr.every((item) => typeof item === 'number'))
      return [...(arr as number[])].sort((a, b) => a - b);
    if (arr.every((item) => typeof item === 'string'))
      return [...(arr as string[])].sort((a, b) => (a > b ? 1 : a < b ? -1 : 0));
    throw Object.assign(
      new Error('$sort without a function takes a list of texts or a list of numbers.'),
      { code: 'D3070' },
    );
  }
  let from = [...arr];
  let to = new Array<unknown>(arr.length);
  for (let width = 1; width < from.length; width *= 2) {
    for (let start = 0; start < from.length; start += 2 * width) {
      const middle = Math.min(start + width, from.length);
      const end = Math.min(start + 2 * width, from.length);
      let left = start;
      let right = middle;
      for (let at = start; at < end; at++) {
        const takeRight =
          left >= middle || (right < end && Boolean(await comparator(from[left], from[right])));
        to[at] = takeRight ? from[right++] : from[left++];
      }
    }
    [from, to] = [to, from];
  }
  return from;
}

function shuffled(list: unknown[], random: () => number): unknown[] {
  const result = [...list];
  for (let index = result.length - 1; index > 0; index--) {
    const other = Math.floor(random() * (index + 1));
    [result[index], result[other]] = [result[other], result[index]];
  }
  return result;
}

/** By key instead of comparing each item with each other. */
function distinctItems(this: Focus, value: unknown): unknown {
  if (!Array.isArray(value) || value.length <= 1) return value;
  const seen = new Map<string, unknown>();
  for (const item of value) {
    const key = canonicalKey(item);
    if (!seen.has(key)) seen.set(key, item);
  }
  // The original decides what kind of list comes out; without doubles it has nothing to compare away.
  const unique = [...seen.values()];
  return unique.length > 500 ? unique : distinct.call(this, ...([unique] as never[]));
}

/** A picture says how wide a number is written; a width of millions is no picture. */
function checkPicture(picture: string | undefined): void {
  if (picture === undefined) return;
  if (picture.length > 256) throw tooLong('A picture', 256);
  if (/[,-]\s*\d{4,}/.test(picture))
    throw new LimitError('expression-size', 'A picture asks for more than 999 characters.');
}

/** JSONata turns a picture into a regular expression; parts that run into each other make it explode. */
function checkTimestamp(timestamp: string, picture: string | undefined): void {
  if (timestamp.length > 64) throw tooLong('The text for $toMillis', 64);
  if (picture === undefined) return;
  checkPicture(picture);
  const between = picture.split(/\[[^\]]*\]/).slice(1, -1);
  if (between.filter((literal) => /^[A-Za-z0-9]*$/.test(literal)).length > 5) {
    throw new LimitError(
      'expression-size',
      'A picture for $toMillis has at most 5 parts that touch each other.',
    );
  }
}

function tooLong(what: string, limit: number): LimitError {
  return new LimitError('expression-size', `${what} has at most ${limit} characters.`);
}
