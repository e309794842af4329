import { setTimeout as sleep } from 'node:timers/promises';
import { Problem } from '../../lib/problem.mjs';

/** An answer that is an error, after all attempts. */
export class HttpProblem extends Problem {
  /** @param {string} message @param {number} status 0: there was no answer */
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

/**
 * @typedef {object} ApiOptions
 * @property {string} name of the service, for messages
 * @property {string} baseUrl
 * @property {Record<string, string>} headers
 * @property {(line: string) => void} say
 * @property {number} [timeoutMs] of one attempt
 * @property {number} [attempts]
 * @property {number} [backoffMs] the first wait; each further one is twice as long
 * @property {Record<number, string>} [advice] what to do about a status
 */

/** Whether the same request may go well a moment later. @param {number} status 0: there was no answer */
export const mayPass = (status) => status === 0 || status === 429 || status >= 500;

/** Nobody waits longer than this because a service asks for it. */
const MAX_WAIT_MS = 60_000;

/**
 * A JSON API. What may pass by itself is tried again: no answer, 429 (as late as it says) and 5xx.
 * @param {ApiOptions} options
 */
export function apiAt({
  name,
  baseUrl,
  headers,
  say,
  timeoutMs = 20_000,
  attempts = 5,
  backoffMs = 1_000,
  advice = {},
}) {
  /**
   * @param {string} method
   * @param {string} path
   * @param {unknown} [body]
   * @returns {Promise<any>} the parsed answer
   * @throws {HttpProblem}
   */
  return async function call(method, path, body) {
    const what = `${method} ${path}`;
    for (let attempt = 1; ; attempt++) {
      const answer = await once(method, path, body);
      if (answer.ok) return answer.value;
      const problem = new HttpProblem(
        `${name}: ${what}: ${answer.message}${advice[answer.status] ? ` ${advice[answer.status]}` : ''}`,
        answer.status,
      );
      if (!mayPass(answer.status) || attempt >= attempts) throw problem;
      const waitMs = Math.min(answer.waitMs ?? backoffMs * 2 ** (attempt - 1), MAX_WAIT_MS);
      say(`${problem.message} Trying again in ${waitMs / 1000} s (${attempt} of ${attempts}).`);
      await sleep(waitMs);
    }
  };

  async function once(method, path, body) {
    try {
      const response = await fetch(new URL(path, baseUrl), {
        method,
        headers: {
          accept: 'application/json',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        body: body === undefined ? undefined : JSON.stringify(body),
        // A redirect would carry the token elsewhere, or turn a POST into a GET.
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      });
      const text = await response.text();
      const value = parsed(text);
      const { status } = response;
      if (response.ok) return { ok: /** @type {const} */ (true), value };
      const said = String(value?.message ?? text)
        .replace(/\s+/g, ' ')
        .slice(0, 200)
        .replace(/\.$/, '');
      const message = `answered ${status}${said ? `: ${said}` : ''}.`;
      const waitMs = retryAfter(response.headers.get('retry-after'));
      return { ok: /** @type {const} */ (false), status, message, waitMs };
    } catch (error) {
      const message =
        error.name === 'TimeoutError' ? `no answer in ${timeoutMs / 1000} s.` : reason(error);
      return { ok: /** @type {const} */ (false), status: 0, message, waitMs: undefined };
    }
  }
}

/** fetch says only "fetch failed"; why is in its cause. */
const reason = (error) =>
  `no answer (${error.cause?.message || error.cause?.code || error.message}).`;

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** @param {string | null} value seconds, or a date @returns {number | undefined} milliseconds from now */
function retryAfter(value) {
  if (value === null) return undefined;
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.max(ms, 0);
}
