/**
 * Regular expressions from makers and callers run on RE2, in time linear to the text: no pattern
 * can hang the process. JavaScript's own engine never sees such a pattern's text to match.
 */

import { RE2JS } from 're2js';

/** Longest pattern that is accepted. */
export const MAX_PATTERN_LENGTH = 1_000;

/** Largest compiled pattern, in instructions; a repetition counts as often as it may occur. */
const MAX_PROGRAM_SIZE = 1_200;
/** Time that one use of a pattern may spend on a text. */
const MAX_MATCHING_MS = 1_000;

export class PatternError extends Error {}

/** Matching took too long; the text is too large for this pattern. */
export class SlowPatternError extends Error {}

/** Compiles a pattern; throws `PatternError`, whose message goes on after "a pattern that". */
export function compilePattern(source: string, flags = ''): RE2JS {
  if (source.length > MAX_PATTERN_LENGTH) {
    throw new PatternError(`is longer than ${MAX_PATTERN_LENGTH} characters`);
  }
  let options = 0;
  let pattern: RE2JS;
  if (flags.includes('i')) options |= RE2JS.CASE_INSENSITIVE;
  if (flags.includes('m')) options |= RE2JS.MULTILINE;
  try {
    pattern = RE2JS.compile(RE2JS.translateRegExp(source), options);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new PatternError(`RE2 cannot run in linear time: ${reason}`, { cause: error });
  }
  if (pattern.programSize() > MAX_PROGRAM_SIZE) {
    throw new PatternError('repeats too much: use smaller numbers of repetitions');
  }
  return pattern;
}

const compiled = new WeakMap<RegExp, RE2JS>();

/** The part of JavaScript's RegExp that JSONata uses, on RE2. */
export class LinearRegExp {
  lastIndex = 0;
  private spentMs = 0;
  private readonly pattern: RE2JS;

  constructor(source: RegExp) {
    let pattern = compiled.get(source);
    if (!pattern) {
      pattern = compilePattern(source.source, source.flags);
      compiled.set(source, pattern);
    }
    this.pattern = pattern;
  }

  exec(text: string): (Array<string | undefined> & { index: number }) | null {
    const startedAt = performance.now();
    const matcher = this.pattern.matcher(text);
    const found = this.lastIndex <= text.length && matcher.find(this.lastIndex);
    // One match takes linear time, but many in a row may each look through the whole rest of the text.
    this.spentMs += performance.now() - startedAt;
    if (this.spentMs > MAX_MATCHING_MS) throw new SlowPatternError();
    if (!found) {
      this.lastIndex = 0;
      return null;
    }
    const groups: (string | undefined)[] = [];
    for (let group = 0; group <= matcher.groupCount(); group++)
      groups.push(matcher.group(group) ?? undefined);
    this.lastIndex = matcher.end();
    return Object.assign(groups, { index: matcher.start() });
  }
}

/** Longest text that a schema's pattern is tried on; a longer one does not match. */
const MAX_MATCHED_LENGTH = 100_000;

/** The engine that ajv uses for `pattern` and `patternProperties`. */
export const linearRegExpEngine = Object.assign(
  (source: string) => {
    const pattern = compilePattern(source);
    // ajv tells patterns apart by their text.
    return {
      test: (text: string) => text.length <= MAX_MATCHED_LENGTH && pattern.matcher(text).find(),
      toString: () => source,
    };
  },
  { code: 'linearRegExpEngine' },
);
