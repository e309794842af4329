import { cpSync, existsSync, rmSync } from 'node:fs';
import os from 'node:os';
import { takeLock } from './lock.mjs';
import { inRoot, node } from './paths.mjs';
import { Problem } from './problem.mjs';
import { run } from './processes.mjs';
import { hashOf, isFresh, stamp } from './stamps.mjs';
import { withoutNpm } from './install.mjs';

/** Both builds at once need about this much memory; with less they take turns. */
const BOTH_BYTES = 2.5 * 1024 ** 3;
const isTest = (file) => /\.(int-|recovery-|e2e-)?(spec|test)\.[cm]?tsx?$/.test(file);

/**
 * @typedef {object} Part
 * @property {string} name
 * @property {string[]} sources
 * @property {string} directory where it is built
 * @property {string[]} command arguments for Node 24
 * @property {string} entry what must exist afterwards
 * @property {string} stamp inside the result, so that it goes when the result goes
 * @property {() => void} [finish]
 */

/** @type {Part} */
const SERVER = {
  name: 'server',
  sources: [
    'server/src',
    'server/tsconfig.json',
    'server/tsconfig.build.json',
    'nest-cli.json',
    'pnpm-lock.yaml',
  ],
  directory: inRoot('server'),
  command: [
    inRoot('server/node_modules/@nestjs/cli/bin/nest.js'),
    'build',
    '--config',
    '../nest-cli.json',
  ],
  entry: inRoot('server/dist/main.js'),
  stamp: inRoot('server/dist/.built'),
};

/** @type {Part} */
const CLIENT = {
  name: 'client',
  sources: ['client', 'pnpm-lock.yaml'],
  directory: inRoot('client'),
  command: [inRoot('client/node_modules/next/dist/bin/next'), 'build'],
  entry: inRoot('client/.next/standalone/client/server.js'),
  stamp: inRoot('client/.next/.built'),
  finish() {
    const standalone = inRoot('client/.next/standalone/client');
    for (const [from, to] of [
      ['client/.next/static', `${standalone}/.next/static`],
      ['client/public', `${standalone}/public`],
    ]) {
      if (existsSync(inRoot(from))) cpSync(inRoot(from), to, { recursive: true });
    }
  },
};

/**
 * @param {Part} part
 * @returns {Promise<boolean>} whether it had to be built
 */
async function build(part) {
  const hash = hashOf(part.sources, (file) => !isTest(file) && !file.startsWith('client/e2e/'));
  if (isFresh(part.stamp, hash) && existsSync(part.entry)) return false;
  rmSync(part.stamp, { force: true });
  const { code, signal, output } = await run(node, part.command, {
    cwd: part.directory,
    env: { ...withoutNpm(), NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', CI: 'true' },
  });
  if (code !== 0 || !existsSync(part.entry)) {
    const how = signal === 'SIGKILL' ? ' (killed; the machine may be out of memory)' : '';
    throw new Problem(`The ${part.name} could not be built${how}:\n${output.trim().slice(-5000)}`);
  }
  part.finish?.();
  stamp(part.stamp, hash);
  return true;
}

/**
 * Builds what changed: both at once where the memory allows it. The two answers can be waited for
 * one by one, so that the server is used while the client is still being built.
 * @param {{ onWait?: (pid: number) => void }} [options] called when another process is building
 * @returns {Promise<{ server: Promise<boolean>, client: Promise<boolean> }>}
 */
export async function buildAll({ onWait } = {}) {
  const lock = await takeLock(inRoot('node_modules/.building'), { waitMs: 15 * 60_000, onWait });
  if ('heldBy' in lock)
    throw new Problem(`Process ${lock.heldBy} has been building for 15 minutes.`);
  const memory = process.availableMemory?.() ?? os.freemem();
  const server = build(SERVER);
  const client = memory > BOTH_BYTES ? build(CLIENT) : server.then(() => build(CLIENT));
  void Promise.allSettled([server, client]).then(lock.release);
  return { server, client };
}

/** The server's result is about to be changed by somebody else, who does not stamp it. */
export const forgetServerBuild = () => rmSync(SERVER.stamp, { force: true });

/** Builds the server only. */
export async function buildServer() {
  const lock = await takeLock(inRoot('node_modules/.building'), { waitMs: 15 * 60_000 });
  if ('heldBy' in lock)
    throw new Problem(`Process ${lock.heldBy} has been building for 15 minutes.`);
  return build(SERVER).finally(lock.release);
}
