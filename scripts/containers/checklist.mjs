import { inWords } from '../lib/problem.mjs';

/** Ends the run: what follows cannot be checked. */
export class GivenUp extends Error {}

/**
 * Named checks, counted.
 * @param {{ print: (line: string) => void, explain: () => Promise<string>, isOver: () => boolean }} options
 *   isOver: everything is being removed; nothing is checked any more
 */
export function checklist({ print, explain, isOver }) {
  const counts = { passed: 0, failed: 0 };
  const began = Date.now();
  const time = () => `${String(Math.round((Date.now() - began) / 1000)).padStart(4)} s`;

  /**
   * @template T
   * @param {string} name a sentence that is true when the check passes
   * @param {() => Promise<T>} look throws when it is not
   */
  async function check(name, look) {
    try {
      const value = await look();
      if (isOver()) return await never();
      counts.passed += 1;
      print(`${time()}  ok      ${name}`);
      return value;
    } catch (error) {
      if (isOver()) return await never();
      counts.failed += 1;
      print(`${time()}  FAILED  ${name}\n${indent(inWords(error))}`);
      print(indent(await explain().catch(inWords)));
      return undefined;
    }
  }

  /**
   * A check without which the others mean nothing.
   * @template T
   * @param {string} name
   * @param {() => Promise<T>} look
   * @returns {Promise<T>}
   */
  async function need(name, look) {
    const failedBefore = counts.failed;
    const value = await check(name, look);
    if (counts.failed > failedBefore) throw new GivenUp();
    return /** @type {T} */ (value);
  }

  return { check, need, counts, say: (line) => print(`${time()}  ${line}`) };
}
/** @typedef {ReturnType<typeof checklist>} Checklist */

/** @returns {Promise<never>} */
const never = () => new Promise(() => {});

const indent = (text) => text.replace(/^/gm, '              ');
