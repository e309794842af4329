import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseSql } from './statements.mjs';

/**
 * A migration, and what it would tell the database.
 * @typedef {object} Recorded
 * @property {string} file
 * @property {string} digits
 * @property {boolean} inTransaction
 * @property {import('./statements.mjs').Statement[]} up
 * @property {import('./statements.mjs').Statement[]} down
 * @property {Set<unknown>} lookedUp what its queries asked the catalog for
 * @property {{ rule: string, detail: string }[]} faults what kept it from being recorded
 */

/**
 * Carries a migration out against a recorder instead of a database. Its queries are answered with no
 * rows, so what it says must not depend on data.
 * @param {string} folder
 * @param {string} file
 * @returns {Promise<Recorded>}
 */
export async function record(folder, file) {
  const digits = file.slice(0, 13);
  const faults = [];
  const lookedUp = new Set();
  /** @type {Recorded} */
  const recorded = { file, digits, inTransaction: true, up: [], down: [], lookedUp, faults };
  const fault = (rule, detail) => void faults.push({ rule, detail });

  const module = await import(pathToFileURL(path.join(folder, file)).href);
  const classes = Object.values(module).filter((value) => typeof value === 'function');
  const [only] = classes;
  if (classes.length !== 1 || Object.keys(module).length !== 1) {
    fault('naming', `it exports ${Object.keys(module).length} things`);
    return recorded;
  }
  const migration = new only();
  const name = migration.name ?? only.name;
  if (name !== only.name) fault('naming', `the class is ${only.name}, its name says ${name}`);
  if (!only.name.endsWith(digits)) fault('naming', `${only.name} does not end in ${digits}`);
  recorded.inTransaction = migration.transaction !== false;

  for (const way of /** @type {const} */ (['up', 'down'])) {
    if (typeof migration[way] !== 'function') continue;
    const texts = [];
    try {
      await migration[way](recorder(texts, lookedUp));
      for (const text of texts) recorded[way].push(...(await parseSql(text)));
    } catch (error) {
      fault('unreadable', `${way}: ${error.message}`);
    }
  }
  if (recorded.down.length === 0) fault('no-way-back', 'its down says nothing to the database');
  return recorded;
}

/**
 * @param {string[]} texts
 * @param {Set<unknown>} lookedUp
 */
function recorder(texts, lookedUp) {
  const runner = {
    async query(text, parameters = []) {
      texts.push(text);
      for (const value of parameters) lookedUp.add(value);
      return [];
    },
  };
  return new Proxy(runner, {
    get(target, property) {
      if (property in target) return target[property];
      throw new Error(`db.${String(property)} is not SQL; write it as db.query(…)`);
    },
  });
}
