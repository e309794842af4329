import { Problem } from '../lib/problem.mjs';

/**
 * Calls the web interface as its own pages do: cookies, and the origin of the page.
 * @param {string} baseUrl
 */
export function browserSession(baseUrl) {
  /** @type {Map<string, string>} */
  const cookies = new Map();

  /**
   * @param {string} method
   * @param {string} path
   * @param {unknown} [body]
   * @param {Record<string, string>} [headers]
   */
  async function send(method, path, body, headers = {}) {
    const answer = await fetch(baseUrl + path, {
      method,
      redirect: 'manual',
      headers: {
        origin: baseUrl,
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(90_000),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /** @type {RegExpMatchArray} */ (line.match(/^([^=]+)=([^;]*)/));
      cookies.set(name, value);
    }
    return answer;
  }

  /** Sends, and gives the JSON of a success. @type {(...call: Parameters<typeof send>) => Promise<any>} */
  async function call(...request) {
    const answer = await send(...request);
    const text = await answer.text();
    if (answer.ok) return text === '' ? null : JSON.parse(text);
    throw new Problem(
      `${request[0]} ${request[1]} answered ${answer.status}: ${text.slice(0, 500)}`,
    );
  }

  return {
    send,
    call,
    /** Calls the API through the web interface; the path is below /api/v1. */
    api: (
      /** @type {string} */ method,
      /** @type {string} */ path,
      /** @type {unknown} */ body = undefined,
      /** @type {Record<string, string>} */ headers = {},
    ) => call(method, `/api/proxy/api/v1${path}`, body, headers),
  };
}
