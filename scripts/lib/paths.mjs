import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The top of the repository. */
export const root = fileURLToPath(new URL('../../', import.meta.url)).replace(/\/$/, '');

/** @param {...string} parts a path below the top of the repository */
export const inRoot = (...parts) => path.join(root, ...parts);

/** Node 24 from the npm registry: what the product runs on, whatever the machine's own Node is. */
export const node = inRoot('node_modules/.bin/node');
