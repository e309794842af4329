import { existsSync, readFileSync } from 'node:fs';
import { inRoot, node, root } from './paths.mjs';
import { Problem } from './problem.mjs';
import { run } from './processes.mjs';
import { hashOf, isFresh, stamp } from './stamps.mjs';

const MANIFESTS = [
  'package.json',
  'client/package.json',
  'server/package.json',
  'scripts/backup/package.json',
  'pnpm-lock.yaml',
  'pnpm-workspace.yaml',
];
const DONE = inRoot('node_modules/.installed');

/** Says what to do when the machine's own Node or platform cannot carry the start. */
export function checkMachine() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 20) throw new Problem(`Node 20 or newer is needed; this is ${process.version}.`);
  if (process.platform === 'win32') {
    throw new Problem('Windows is not supported directly: use WSL 2, or the Docker images.');
  }
}

/** The pinned package manager, which npm's own npx brings. */
const pnpm = () => JSON.parse(readFileSync(inRoot('package.json'), 'utf8')).packageManager;

/** npm hands its own settings to what it starts; pnpm would warn about each of them. */
export function withoutNpm(env = process.env) {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^npm_/i.test(name)));
}

/**
 * Installs the dependencies when a manifest changed since the last time.
 * @returns {Promise<boolean>} whether there was anything to do
 */
export async function install() {
  const hash = hashOf(MANIFESTS);
  if (isFresh(DONE, hash) && existsSync(node)) return false;
  const args = ['--yes', pnpm(), 'install', '--frozen-lockfile', '--reporter=append-only'];
  // CI=true: never ask a question, also not whether an old node_modules may be replaced.
  const env = { ...withoutNpm(), CI: 'true' };
  const { code, output } = await run('npx', args, { cwd: root, env }).catch((error) => ({
    code: 1,
    output: `npx cannot be started: ${error.message}. It comes with npm; install npm.`,
  }));
  if (code !== 0) {
    throw new Problem(`The dependencies could not be installed:\n${output.trim().slice(-3000)}`);
  }
  if (!existsSync(node)) {
    throw new Problem(
      `Node 24 for ${process.platform}-${process.arch} is not on the npm registry.`,
    );
  }
  stamp(DONE, hash);
  return true;
}
