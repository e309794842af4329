import { existsSync, readFileSync } from 'node:fs';
import { inRoot } from './paths.mjs';
import { Problem } from './problem.mjs';

/**
 * Reads `.env`; what the shell gives wins over it.
 * @param {NodeJS.ProcessEnv} given
 * @returns {NodeJS.ProcessEnv}
 */
export function loadSettings(given = process.env) {
  const file = inRoot('.env');
  return existsSync(file) ? { ...parseEnv(readFileSync(file, 'utf8')), ...given } : { ...given };
}

/**
 * `NAME=value` lines; quotes around a value are taken off, a comment begins with a # after a space.
 * Node has this too, but not in each release that may carry the start.
 * @param {string} text
 * @returns {Record<string, string>}
 */
export function parseEnv(text) {
  const line =
    /^[ \t]*(?:export[ \t]+)?([A-Za-z_]\w*)[ \t]*=[ \t]*(?:"([^"]*)"|'([^']*)'|(.*?))[ \t\r]*(?:(?<=[ \t=])#.*)?$/gm;
  return Object.fromEntries(
    [...text.matchAll(line)].map(([, name, double, single, bare]) => [
      name,
      double ?? single ?? bare,
    ]),
  );
}

/**
 * @param {NodeJS.ProcessEnv} settings
 * @param {string} name
 * @param {number} fallback
 */
export function portFrom(settings, name, fallback) {
  const value = settings[name] || String(fallback);
  const port = Number(value);
  if (Number.isInteger(port) && port > 0 && port < 65536) return port;
  throw new Problem(`${name} must be a number between 1 and 65535, not "${value}".`);
}
