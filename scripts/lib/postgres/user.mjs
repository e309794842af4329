import { execFileSync, spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';

/**
 * Who PostgreSQL runs as. It refuses to run as root, so root hands it to another user: the one that
 * owns the data already, else "postgres", which is made when the machine has none.
 * @param {string | null} cluster the data, when it exists
 * @returns {import('./binaries.mjs').DatabaseUser}
 */
export function databaseUser(cluster) {
  if (process.getuid?.() !== 0) return {};
  const owner = cluster ? ownerOf(cluster) : null;
  if (owner && owner.uid !== 0) return owner;
  const existing = lookUp('postgres');
  if (existing) return existing;
  const account = ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin'];
  spawnSync('useradd', [...account, 'postgres'], { stdio: 'ignore' });
  return lookUp('postgres') ?? lookUp('nobody') ?? { uid: 65534, gid: 65534 };
}

/** @param {string} file */
function ownerOf(file) {
  try {
    const { uid, gid } = statSync(file);
    return { uid, gid };
  } catch {
    return null;
  }
}

/** @param {string} name */
function lookUp(name) {
  const id = (what) =>
    Number(execFileSync('id', [what, name], { stdio: ['ignore', 'pipe', 'ignore'] }));
  try {
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    return null;
  }
}

/**
 * Whether that user can reach what lies in a directory.
 * @param {import('./binaries.mjs').DatabaseUser} user
 * @param {string} directory
 */
export const canEnter = (user, directory) =>
  user.uid === undefined ||
  spawnSync('/bin/sh', ['-c', 'test -x "$1"', 'sh', directory], { ...user, cwd: '/' }).status === 0;
