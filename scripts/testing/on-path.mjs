import { accessSync, constants } from 'node:fs';
import path from 'node:path';

/**
 * Where a program is, by the PATH and the usual places of system programs.
 * @param {string} name
 * @returns {string | undefined}
 */
export function onPath(name) {
  const places = [
    ...(process.env.PATH ?? '').split(path.delimiter),
    '/usr/bin',
    '/usr/local/bin',
    '/usr/sbin',
  ];
  return places.map((place) => path.join(place, name)).find(isExecutable);
}

/** @param {string} file */
export function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
