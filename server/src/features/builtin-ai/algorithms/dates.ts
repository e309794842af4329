import type { ParsedComponents } from 'chrono-node';
import { GB } from 'chrono-node/en';
import { findEmails, findPhones, findUrls } from './contacts.js';
import type { Span } from './text.js';

/** A date and where it stands; `until` is the end of a range. */
export interface DateSpan extends Span {
  date: string;
  until: string | null;
}

const DAY_MS = 86_400_000;
/** Without a year, "12 November" said on the 21st is last week's, not next year's. */
const RECENT_DAYS = 65;

/** Dates that a text names, counted from `now`. A duration ("for two weeks") and a bare time are none. */
export function findDates(text: string, now: string): DateSpan[] {
  const instant = new Date(now);
  // GB: the day comes before the month in 3/12, as most of the world writes it.
  const results = GB.parse(withoutNumbers(text), { instant, timezone: 0 }, { forwardDate: true });
  return results.flatMap(({ text: found, index, start, end }) => {
    if (!start.isCertain('day') && !start.isCertain('weekday')) return [];
    const before = text.slice(Math.max(0, index - 10), index);
    if (VAGUE.test(found) || LOWER_CASE_WORD.test(found) || NAMED_DAY.test(before)) return [];
    if (DURATION.test(/\bfor\s+$/i.test(before) ? `for ${found}` : found)) return [];
    return [
      {
        text: found,
        start: index,
        end: index + found.length,
        date: iso(start, instant),
        until: end ? iso(end, instant) : null,
      },
    ];
  });
}

const VAGUE = /^(?:this|last|next|past|coming) (?:week|month|quarter|year)$/i;
const DURATION =
  /^for (?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|few|several) (?:days?|weeks?|months?|years?)$/i;
/** In lower case these are other words: "the sun", "he sat", "we may". */
const LOWER_CASE_WORD = /^(?:may|march|sun|sat|mon|wed)$/;
const NAMED_DAY = /\b(?:Black|Cyber|Good|Ash|Palm|Easter) $/;

/** "Friday on 06-23456789" is no time of day; the places in the text stay the same. */
function withoutNumbers(text: string): string {
  let masked = text;
  for (const { start, end } of [...findPhones(text), ...findEmails(text), ...findUrls(text)]) {
    masked = masked.slice(0, start) + '_'.repeat(end - start) + masked.slice(end);
  }
  return masked;
}

function iso(parts: ParsedComponents, now: Date): string {
  const pad = (value: number | null, size = 2): string => String(value ?? 0).padStart(size, '0');
  let year = parts.get('year') ?? now.getUTCFullYear();
  if (!parts.isCertain('year') && parts.isCertain('month')) {
    const lastYear = Date.UTC(year - 1, (parts.get('month') ?? 1) - 1, parts.get('day') ?? 1);
    if (now.getTime() - lastYear < RECENT_DAYS * DAY_MS) year -= 1;
  }
  const day = `${pad(year, 4)}-${pad(parts.get('month'))}-${pad(parts.get('day'))}`;
  return parts.isCertain('hour')
    ? `${day}T${pad(parts.get('hour'))}:${pad(parts.get('minute'))}`
    : day;
}
