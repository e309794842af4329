import type { ExtractedMoney } from '../../../engine/builtin-ai.js';
import type { Span } from './text.js';

const CODES: Record<string, string> = {
  '€': 'EUR',
  $: 'USD',
  '£': 'GBP',
  '¥': 'JPY',
  '₹': 'INR',
  us$: 'USD',
  c$: 'CAD',
  a$: 'AUD',
  euro: 'EUR',
  dollar: 'USD',
  buck: 'USD',
  pound: 'GBP',
  quid: 'GBP',
  yen: 'JPY',
  rupee: 'INR',
  franc: 'CHF',
  zloty: 'PLN',
  krona: 'SEK',
  krone: 'NOK',
};
const ISO =
  'EUR|USD|GBP|CHF|JPY|CAD|AUD|NZD|SEK|NOK|DKK|PLN|CZK|HUF|RON|INR|CNY|SGD|HKD|ZAR|BRL|MXN|TRY';
const NUMBER = String.raw`\d{1,3}(?:[ .,'’]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,2})?`;
const SCALE = String.raw`k|m|bn|thousand|million|billion|mln|mld`;
const MONEY = new RegExp(
  String.raw`(?<![\w.,])(?:(?<before>US\$|C\$|A\$|[€$£¥₹]|\b(?:${ISO})\b)\s?(?<first>${NUMBER})(?:,-|,--)?(?:\s?(?<firstScale>${SCALE})\b)?` +
    String.raw`|(?<second>${NUMBER})(?:,-)?(?:\s?(?<secondScale>${SCALE}))?\s?(?<after>[€£¥₹$]|(?:${ISO}|euros?|dollars?|bucks|pounds?(?: sterling)?|quid|yen|rupees?|(?:swiss )?francs?|zloty|kron(?:a|or|e|er))\b))`,
  'gi',
);

/** Amounts of money with their currency. "1.250,50" and "1,250.50" are the same amount. */
export function findMoney(text: string): (Span & ExtractedMoney)[] {
  return [...text.matchAll(MONEY)].flatMap((match) => {
    const { before, first, firstScale, second, secondScale, after } = match.groups ?? {};
    const amount = parseNumber(first ?? second ?? '') * scaleOf(firstScale ?? secondScale);
    const currency = currencyOf(before ?? after ?? '');
    if (!currency || !Number.isFinite(amount)) return [];
    const start = match.index;
    return [
      {
        text: match[0],
        start,
        end: start + match[0].length,
        amount: Math.round(amount * 100) / 100,
        currency,
      },
    ];
  });
}

function currencyOf(sign: string): string | undefined {
  const name = sign.toLowerCase().replace(/ sterling$|^swiss /, '');
  if (CODES[name]) return CODES[name];
  if (/^kron(?:or|a)$/.test(name)) return 'SEK';
  if (/^kroner?$/.test(name)) return 'NOK';
  return (
    CODES[name.replace(/s$/, '')] ?? (/^[a-z]{3}$/.test(name) ? name.toUpperCase() : undefined)
  );
}

const scaleOf = (scale = ''): number =>
  /^(?:k|thousand)$/i.test(scale)
    ? 1e3
    : /^(?:m|mln|million)$/i.test(scale)
      ? 1e6
      : scale
        ? 1e9
        : 1;

/** The last separator is the decimal one when one or two digits follow it. */
function parseNumber(written: string): number {
  const decimals = /[.,](\d{1,2})$/.exec(written);
  const whole = (decimals ? written.slice(0, decimals.index) : written).replace(/\D/g, '');
  return Number(`${whole}.${decimals?.[1] ?? '0'}`);
}
