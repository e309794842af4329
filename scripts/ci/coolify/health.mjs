import { setTimeout as sleep } from 'node:timers/promises';
import { Problem } from '../../lib/problem.mjs';

/**
 * While a rolling update goes on, old and new answer in turn, and one that crashes at once is there
 * for a moment: only several right answers in a row count.
 */
const IN_A_ROW = 3;

/**
 * @param {{ url: string, pollMs: number, limitMs: number, say: (line: string) => void }} options
 *   url: of GET /health
 */
export function healthAt({ url, pollMs, limitMs, say }) {
  return { readPatiently, waitFor };

  /** What is served now; a lost request is not taken for an answer. */
  async function readPatiently() {
    for (let left = 2; ; left--) {
      const now = await read();
      if (now.commit !== undefined || left === 0) return now;
      await sleep(pollMs);
    }
  }

  /** @returns {Promise<{ commit: string | undefined, seen: string, up: boolean }>} */
  async function read() {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(10_000) });
      const { status, commit } = /** @type {any} */ (await response.json());
      const up = response.ok && (status === 'ok' || status === 'degraded');
      return { commit, up, seen: `commit ${commit}, status ${status}, HTTP ${response.status}` };
    } catch (error) {
      const why = error.cause?.message || error.cause?.code || error.message;
      return { commit: undefined, up: false, seen: `no usable answer (${why})` };
    }
  }

  /**
   * Waits until the installation serves a commit and is up.
   * @param {string | undefined} commit undefined: whatever it serves
   */
  async function waitFor(commit) {
    const began = Date.now();
    let right = 0;
    let last;
    for (;;) {
      const { seen, ...now } = await read();
      if (seen !== last) say(`/health: ${seen}`);
      last = seen;
      right = now.up && (commit === undefined || now.commit === commit) ? right + 1 : 0;
      if (right === IN_A_ROW) return;
      if (right === 0 && Date.now() - began > limitMs) {
        throw new Problem(
          `/health did not serve ${commit ? `commit ${commit}` : 'anything'} within ${limitMs / 1000} s; last: ${seen}.`,
        );
      }
      await sleep(pollMs);
    }
  }
}
