import { execFileSync } from 'node:child_process';
import { mkdtempSync, existsSync, cpSync } from 'node:fs';
import path from 'node:path';
import { inRoot, root } from '../lib/paths.mjs';
import { Problem } from '../lib/problem.mjs';
import { docker } from './engine.mjs';

const git = (...args) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();
const LIMIT_MS = 30 * 60_000;

/** @type {string | undefined} */
let current;

/** The commit that was checked out at the start; the checkout may move while images are built. */
export const currentCommit = () => (current ??= git('rev-parse', 'HEAD'));

/**
 * @param {string} name of the Dockerfile
 * @param {string} tag
 * @param {{ commit?: string, context?: string, args?: string[] }} [options]
 */
export async function buildImage(
  name,
  tag,
  { commit = currentCommit(), context = root, args = [] } = {},
) {
  const file = path.join(context, 'docker', `${name}.Dockerfile`);
  const builds = ['--build-arg', `COMMIT=${commit}`, ...args];
  await docker(['build', '--progress', 'plain', '-f', file, '-t', tag, ...builds, context], {
    limitMs: LIMIT_MS,
  });
  return tag;
}

/** @param {string} folder @param {string} tag */
export const buildFolder = (folder, tag) =>
  docker(['build', '--progress', 'plain', '-t', tag, folder], { limitMs: LIMIT_MS });

/**
 * What an installation may come from: the last release, or, before the first one, the commit before the
 * newest migration. Null in a clone without history.
 * @param {string} [given] a commit, tag or branch
 */
export function previousCommit(given) {
  if (given) return git('rev-parse', '--verify', `${given}^{commit}`);
  const head = currentCommit();
  const tags = git('tag', '--merged', 'HEAD', '--sort=-v:refname', '--list', 'v*')
    .split('\n')
    .filter(Boolean);
  for (const tag of tags) {
    const commit = git('rev-parse', `${tag}^{commit}`);
    if (commit !== head) return commit;
  }
  const newest = git('log', '-1', '--diff-filter=A', '--format=%H', '--', 'migrations/*.ts');
  try {
    return git('rev-parse', '--verify', '--quiet', `${newest}^`);
  } catch {
    return null;
  }
}

/**
 * The server's image of an earlier commit. One from before there were images is built as today's are.
 * @param {string} commit
 * @param {string} tag
 * @param {string} temporary folder
 */
export async function buildPreviousServer(commit, tag, temporary) {
  const context = mkdtempSync(path.join(temporary, 'previous-'));
  const archive = path.join(temporary, 'previous.tar');
  git('archive', '--output', archive, commit);
  execFileSync('tar', ['-xf', archive, '-C', context]);
  if (!existsSync(path.join(context, 'docker/server.Dockerfile'))) {
    for (const needed of ['docker', '.dockerignore'])
      cpSync(inRoot(needed), path.join(context, needed), { recursive: true });
  }
  await buildImage('server', tag, { commit, context }).catch((error) => {
    throw new Problem(`The server of ${commit} cannot be built: ${error.message}`, {
      cause: error,
    });
  });
  return tag;
}
