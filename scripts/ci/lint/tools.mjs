import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { withoutNpm } from '../../lib/install.mjs';
import { inRoot, node, root } from '../../lib/paths.mjs';
import { run } from '../../lib/processes.mjs';
import { findProgram } from '../../testing/programs.mjs';

/**
 * The files of the repository, also those that are not committed yet.
 * @param {...string} patterns of git
 * @returns {string[]}
 */
export function repositoryFiles(...patterns) {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', ...patterns];
  const files = execFileSync('git', args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  // One that was deleted is still listed until that is committed.
  return [...new Set(files.split('\0'))].filter((file) => file !== '' && existsSync(inRoot(file)));
}

const plural = (count) => (count === 1 ? '1 file' : `${count} files`);

/**
 * Runs a program over files; fine when it ends with 0.
 * @param {string} file
 * @param {string[]} args
 * @param {string[]} files
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<import('./run-checks.mjs').Outcome>}
 */
export async function over(file, args, files, env = {}) {
  // A pattern that finds nothing would pass for ever.
  if (files.length === 0) return { ok: false, output: 'There are no files to look at.' };
  const { code, output } = await run(file, [...args, ...files], {
    cwd: root,
    env: { ...withoutNpm(), NO_COLOR: '1', FORCE_COLOR: '0', ...env },
  });
  return { ok: code === 0, note: plural(files.length), output };
}

/** The same for a program that comes from npm, on the project's Node. @param {string} script @param {string[]} args @param {string[]} files */
export const overByNode = (script, args, files) => over(node, [inRoot(script), ...args], files);

/**
 * The same for a program of the machine.
 * @param {import('../../testing/programs.mjs').Program} program
 * @param {string[]} args
 * @param {string[]} files
 */
export async function overByProgram(program, args, files) {
  const found = await findProgram(program, (line) => console.log(`  ${line}`));
  return 'path' in found ? over(found.path, args, files) : found;
}
