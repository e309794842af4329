import { StepError } from '../step-error.js';

export interface Outgoing {
  method: string;
  url: URL;
  /** Lower-case names. */
  headers: Record<string, string>;
  body: string | undefined;
}

// They belong to the connection, or decide where a proxy in between sends the request.
const OWN_HEADERS =
  /^(host|connection|keep-alive|transfer-encoding|content-length|upgrade|expect|te|trailer|proxy-.*)$/;

// The only ones that another server may see: any other header may be somebody's key.
const HARMLESS = new Set([
  'accept',
  'accept-encoding',
  'accept-language',
  'content-type',
  'user-agent',
]);

/** Headers in lower case, without those that this client sets itself. */
export function keptHeaders(headers: Record<string, string>): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    const lower = name.toLowerCase();
    if (!OWN_HEADERS.test(lower)) kept[lower] = value;
  }
  return kept;
}

/**
 * The request that follows an answer, or `null` when it is no redirect. 303 asks for the result by
 * GET, and so do 301 and 302 after a POST, as in every browser; 307 and 308 repeat the request.
 */
export function nextRequest(
  last: Outgoing,
  status: number,
  location: string | undefined,
): Outgoing | null {
  if (![301, 302, 303, 307, 308].includes(status) || location === undefined) return null;
  if (!URL.canParse(location, last.url.href)) {
    throw new StepError(
      'egress-redirects',
      `"${last.url.host}" redirects to an address that is not valid.`,
    );
  }
  const url = new URL(location, last.url);
  const toGet =
    (status === 303 && last.method !== 'HEAD' && last.method !== 'GET') ||
    ((status === 301 || status === 302) && last.method === 'POST');
  const sameOrigin = url.origin === last.url.origin;
  const headers = Object.fromEntries(
    Object.entries(last.headers).filter(
      ([name]) => (sameOrigin || HARMLESS.has(name)) && !(toGet && name.startsWith('content-')),
    ),
  );
  return { method: toGet ? 'GET' : last.method, url, headers, body: toGet ? undefined : last.body };
}
