import type { Span } from './text.js';

// These patterns are our own and linear: no nested repetition. A maker's patterns run on RE2.
const EMAIL =
  /(?<![\w.+-])[\w][\w.+-]{0,63}@(?:[a-z\d](?:[a-z\d-]{0,62})\.){1,8}[a-z]{2,24}(?![\w-])/gi;
const URL_PATTERN = /(?<![\w@./-])(?:https?:\/\/|www\.)[^\s<>"'“”‘’]{2,2000}/gi;
const PHONE = /(?<![\w.,@/#€$£-])(?:\+|00)?\(?\d[\d\s().\-/]{5,22}\d(?![\w@]|[.,-]\d)/g;

/** E-mail addresses as they stand in the text. */
export const findEmails = (text: string): Span[] => all(text, EMAIL);

/** Web addresses, without the punctuation that follows them. */
export function findUrls(text: string): Span[] {
  return all(text, URL_PATTERN).map(({ text: raw, start }) => {
    let url = raw.replace(/[.,;:!?'"»]+$/, '');
    // "(see https://x.example/a)": the bracket is the sentence's, unless the address opened one.
    while (url.endsWith(')') && !url.includes('('))
      url = url.slice(0, -1).replace(/[.,;:!?]+$/, '');
    return { text: url, start, end: start + url.length };
  });
}

/** Telephone numbers: 7 to 15 digits, written as one, and neither a date nor an amount. */
export function findPhones(text: string): Span[] {
  const taken = [...findEmails(text), ...findUrls(text)];
  return all(text, PHONE).filter((span) => {
    const digits = span.text.replace(/\D/g, '');
    if (digits.length < 7 || digits.length > 15) return false;
    if (taken.some((other) => span.start < other.end && other.start < span.end)) return false;
    if (/^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\b/.test(span.text)) return false;
    const before = text.slice(Math.max(0, span.start - 24), span.start);
    const called = /(?:tel|phone|call|mobile|cell|whatsapp|fax|reach|dial|ring)[^\d\n]*$/i.test(
      before,
    );
    const numbered =
      /(?:number|no|nr|code|order|invoice|ticket|reference|ref|iban|account|customer|id|policy|serial)[.:#\s]*$/i.test(
        before,
      );
    // A bare row of digits may be anything; a plus, a leading zero or brackets make it a telephone number.
    return called || (!numbered && /^(?:\+|0|\()/.test(span.text));
  });
}

function all(text: string, pattern: RegExp): Span[] {
  return [...text.matchAll(pattern)].map((match) => {
    const found = match[0].trim();
    return { text: found, start: match.index, end: match.index + found.length };
  });
}
