import { existsSync, readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { filesBelow, inRoot } from '../../lib/paths.mjs';

/** @typedef {{ file: string, text: string }} WorkflowFile */

/** The workflows, or also the actions of this repository. @returns {WorkflowFile[]} */
export function workflowFiles({ actions = false } = {}) {
  const folders = ['.github/workflows', ...(actions ? ['.github/actions'] : [])];
  return (
    folders
      .filter((folder) => existsSync(inRoot(folder)))
      // GitHub reads both.
      .flatMap((folder) => ['.yml', '.yaml'].flatMap((ending) => filesBelow(folder, ending)))
      .map((file) => ({ file, text: readFileSync(inRoot(file), 'utf8') }))
  );
}

/**
 * Makes a check of the repository's own files a program: a line for each fault, exit code 1 for any.
 * @param {string} url import.meta.url of the script
 * @param {string} subject
 * @param {() => string[]} faults
 */
export function runCheck(url, subject, faults) {
  if (url !== pathToFileURL(process.argv[1]).href) return;
  const found = faults();
  for (const fault of found) console.error(fault);
  console.log(`${subject}: ${found.length === 0 ? 'in order' : `${found.length} faults`}`);
  if (found.length > 0) process.exitCode = 1;
}
