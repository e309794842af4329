import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The top of the repository. */
export const root = fileURLToPath(new URL('../../', import.meta.url)).replace(/\/$/, '');

/** @param {...string} parts a path below the top of the repository */
export const inRoot = (...parts) => path.join(root, ...parts);

/** Node 24 from the npm registry: what the product runs on, whatever the machine's own Node is. */
export const node = inRoot('node_modules/.bin/node');

/**
 * The files below a folder, as paths from the root, in a fixed order.
 * @param {string} folder from the root
 * @param {string} ending
 */
export const filesBelow = (folder, ending) =>
  readdirSync(inRoot(folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ending))
    .map((file) => path.join(folder, file))
    .sort();
