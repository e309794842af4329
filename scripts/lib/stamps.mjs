import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inRoot } from './paths.mjs';

const IGNORED = new Set([
  'node_modules',
  'dist',
  '.next',
  'coverage',
  'test-results',
  'next-env.d.ts',
]);

/**
 * One hash over the names and contents of files and folders; what is missing counts as empty.
 * @param {string[]} places relative to the top of the repository
 * @param {(file: string) => boolean} [wanted]
 */
export function hashOf(places, wanted = () => true) {
  const hash = createHash('sha256');
  const add = (relative) => {
    const full = inRoot(relative);
    if (!existsSync(full) || IGNORED.has(path.basename(relative))) return;
    if (statSync(full).isDirectory()) {
      for (const name of readdirSync(full).sort()) add(path.join(relative, name));
    } else if (wanted(relative)) {
      const content = readFileSync(full);
      hash.update(`${relative}\0${content.length}\0`).update(content);
    }
  };
  places.forEach(add);
  return hash.digest('hex');
}

/**
 * Whether a result is still the one of these sources.
 * @param {string} file
 * @param {string} hash
 */
export const isFresh = (file, hash) => existsSync(file) && readFileSync(file, 'utf8') === hash;

/**
 * @param {string} file
 * @param {string} hash
 */
export const stamp = (file, hash) => writeFileSync(file, hash);
