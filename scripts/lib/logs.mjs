import { closeSync, mkdirSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';

const MAX_BYTES = 20 * 1024 * 1024;

/**
 * The log file of one part, made when missing. At a start a large one moves aside, once.
 * @param {import('./data-dir.mjs').DataDir} dataDir
 * @param {string} name
 */
export function openLog(dataDir, name) {
  mkdirSync(dataDir.file('logs'), { recursive: true, mode: 0o700 });
  const file = path.join(dataDir.file('logs'), `${name}.log`);
  closeSync(openSync(file, 'a', 0o600));
  if (statSync(file).size > MAX_BYTES) renameSync(file, `${file}.1`);
  return file;
}

/**
 * @param {string} file
 * @param {number} count
 */
export function lastLines(file, count) {
  return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-count).join('\n');
}
