import { setTimeout as sleep } from 'node:timers/promises';
import { Problem } from '../../lib/problem.mjs';

/**
 * While a rolling update goes on, old and new answer in turn, and one that crashes at once is there
 * for a moment: only several right answers in a row count.
 */
const IN_A_ROW = 3;

/**
 * What is served, or should be. What is left out is not known, or may be anything.
 * @typedef {{ commit?: string, workers?: string[] }} Served workers: commits of the processes that take jobs
 *
 * @param {{ name: string, url: string, pollMs: number, limitMs: number, say: (line: string) => void }} options
 *   url: of the server's GET /health, or the same of the web interface, which tells of no workers
 */
export function healthAt({ name, url, pollMs, limitMs, say }) {
  return { readPatiently, waitFor };

  /** What is served now; a lost request is not taken for an answer. */
  async function readPatiently() {
    for (let left = 2; ; left--) {
      const now = await read();
      if (now.commit !== undefined || left === 0) return now;
      await sleep(pollMs);
    }
  }

  /** @returns {Promise<Served & { seen: string, up: boolean }>} */
  async function read() {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(10_000) });
      const { status, commit, parts } = /** @type {any} */ (await response.json());
      const up = response.ok && (status === 'ok' || status === 'degraded');
      const workers = workersOf(parts?.workers);
      const told = workers && `workers ${workers.join(' and ') || 'none'}`;
      const seen = [`commit ${commit}`, told, `status ${status}`, `HTTP ${response.status}`];
      return { commit, workers, up, seen: seen.filter(Boolean).join(', ') };
    } catch (error) {
      const why = error.cause?.message || error.cause?.code || error.message;
      return { up: false, seen: `no usable answer (${why})` };
    }
  }

  /**
   * Waits until the installation serves what is wanted and is up.
   * @param {Served} wanted
   */
  async function waitFor({ commit, workers }) {
    const began = Date.now();
    let right = 0;
    let last;
    for (;;) {
      const { seen, ...now } = await read();
      if (seen !== last) say(`${name}: ${seen}`);
      last = seen;
      const isRight =
        now.up && (commit === undefined || now.commit === commit) && areOf(workers, now.workers);
      right = isRight ? right + 1 : 0;
      if (right === IN_A_ROW) return;
      if (right === 0 && Date.now() - began > limitMs) {
        throw new Problem(
          `${name} did not serve ${commit ? `commit ${commit}` : 'anything'} within ${limitMs / 1000} s; last: ${seen}.`,
        );
      }
      await sleep(pollMs);
    }
  }
}

/** A server that cannot count its workers knows of none; an older one does not tell. */
function workersOf(part) {
  return part?.commits ?? (part?.status === 'down' ? [] : undefined);
}

/** @param {string[]} [wanted] none: nobody missed them before, so nobody does now @param {string[]} [now] */
function areOf(wanted = [], now) {
  if (wanted.length === 0 || now === undefined) return true;
  return now.length > 0 && now.every((commit) => wanted.includes(commit));
}
