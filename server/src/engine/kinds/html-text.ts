/** The readable text of a web page. */

import { convert } from 'html-to-text';
import { StepError } from '../types.js';

/** Longest page that is turned into text: the work is done between other requests. */
const MAX_HTML_LENGTH = 2_000_000;
/** Elements open at the same time. The parser looks through all of them at each closing tag. */
const MAX_OPEN_ELEMENTS = 1_000;

/** What a person would read on the page: no scripts, images, navigation marks or addresses of links. */
export function htmlToText(html: string): string {
  if (html.length > MAX_HTML_LENGTH) {
    throw new StepError(
      'http-body',
      `A page of more than ${MAX_HTML_LENGTH} characters is not turned into text.`,
    );
  }
  if (isNestedTooDeep(html))
    throw new StepError('http-body', 'The page is nested too deep to be turned into text.');
  return convert(html, {
    wordwrap: false,
    limits: { maxInputLength: MAX_HTML_LENGTH, maxDepth: 200, maxChildNodes: 20_000 },
    selectors: [
      { selector: 'a', options: { ignoreHref: true } },
      ...['img', 'nav', 'footer', 'script', 'style', 'noscript', 'svg', 'form', 'iframe'].map(
        (selector) => ({ selector, format: 'skip' }),
      ),
      ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({
        selector,
        options: { uppercase: false },
      })),
      // Cells in a row: laying columns out takes quadratic time.
      { selector: 'table', format: 'block' },
      { selector: 'tr', format: 'block', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
      ...['td', 'th'].map((selector) => ({
        selector,
        format: 'inlineSurround',
        options: { suffix: '  ' },
      })),
    ],
  }).trim();
}

/** These have no end tag, or one that people leave out and the parser puts in. */
const CLOSED_BY_THEMSELVES = new Set(
  'area base br col embed hr img input link meta source track wbr p li dt dd td th tr tbody thead tfoot option'.split(
    ' ',
  ),
);

/** Counts open elements in one pass; an upper bound, since an end tag may close several. */
function isNestedTooDeep(html: string): boolean {
  const lower = html.toLowerCase();
  const open = new Map<string, number>();
  let total = 0;
  for (let at = lower.indexOf('<'); at >= 0; at = lower.indexOf('<', at + 1)) {
    const isEnd = lower[at + 1] === '/';
    const name = tagNameAt(lower, isEnd ? at + 2 : at + 1);
    if (name === '' || CLOSED_BY_THEMSELVES.has(name)) continue;
    const count = open.get(name) ?? 0;
    if (isEnd && count === 0) continue;
    open.set(name, count + (isEnd ? -1 : 1));
    total += isEnd ? -1 : 1;
    if (total > MAX_OPEN_ELEMENTS) return true;
    if (!isEnd && (name === 'script' || name === 'style')) {
      const end = lower.indexOf(`</${name}`, at);
      if (end < 0) return false;
      at = end - 1;
    }
  }
  return false;
}

function tagNameAt(text: string, start: number): string {
  let end = start;
  while (end - start < 30 && /[a-z0-9-]/.test(text[end] ?? '')) end++;
  return text.slice(start, end);
}
