import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Waits until a check gives a truthy value.
 * @template T
 * @param {() => T | Promise<T>} check
 * @param {{ timeoutMs: number, everyMs?: number }} options
 * @returns {Promise<T | undefined>} the value, or undefined when the time is over
 */
export async function until(check, { timeoutMs, everyMs = 50 }) {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const value = await check();
    if (value) return value;
    if (Date.now() >= end) return undefined;
    await sleep(everyMs);
  }
}
