import { validate } from 'dockerfile-utils';
import { readFileSync } from 'node:fs';
import { inRoot } from '../../lib/paths.mjs';
import { repositoryFiles } from './tools.mjs';

/** Mistakes in Dockerfiles that need no build to be seen; hadolint looks further, in security.yml. */
export async function lintDockerfiles() {
  const files = repositoryFiles('docker/*.Dockerfile');
  const faults = files.flatMap((file) => faultsOf(file, readFileSync(inRoot(file), 'utf8')));
  const ok = files.length > 0 && faults.length === 0;
  const output = faults.join('\n') || 'There are no Dockerfiles.';
  return { ok, note: `${files.length} files`, output };
}

/** @param {string} file @param {string} text @returns {string[]} */
export function faultsOf(file, text) {
  return validate(text).map(({ range, message }) => `${file}:${range.start.line + 1}: ${message}`);
}
