import { Problem } from '../../lib/problem.mjs';

/**
 * Reads the variables that a script cannot do without.
 * @template {string} Name
 * @param {readonly Name[]} names
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Record<Name, string>}
 * @throws {Problem} that names all of those that are missing
 */
export function requiredVariables(names, env = process.env) {
  const missing = names.filter((name) => !env[name]);
  if (missing.length > 0) {
    throw new Problem(`Not set: ${missing.join(', ')}. See docs/pipeline.md.`);
  }
  return /** @type {Record<Name, string>} */ (
    Object.fromEntries(names.map((name) => [name, env[name]]))
  );
}

/**
 * @param {string} name a variable that holds a number of seconds
 * @param {number} otherwise
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {number} milliseconds
 */
export function secondsOf(name, otherwise, env = process.env) {
  const seconds = Number(env[name] || otherwise);
  if (!(seconds >= 0)) throw new Problem(`${name} is not a number of seconds.`);
  return seconds * 1000;
}

/** @param {string} commit @throws {Problem} unless it is a full commit hash */
export function assertCommit(commit) {
  if (!/^[0-9a-f]{40}$/.test(commit)) {
    throw new Problem(`"${commit}" is not a full commit hash (40 characters, 0-9 and a-f).`);
  }
}
