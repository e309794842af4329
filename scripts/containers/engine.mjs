import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createGzip } from 'node:zlib';
import { Problem } from '../lib/problem.mjs';

/**
 * What docker sees of the environment. Compose prefers it to its file of variables: a password in the
 * shell of whoever runs this must not replace the one that was made here.
 */
const SEEN = /^(PATH|HOME|USER|TMPDIR|SSH_AUTH_SOCK|(DOCKER|BUILDKIT|BUILDX|XDG)_.*|\w+_proxy)$/i;
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => SEEN.test(name)));

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/**
 * Runs docker to its end.
 * @param {string[]} args
 * @param {{ limitMs?: number, onOutput?: (text: string) => void }} [options]
 * @returns {Promise<{ code: number | null, stdout: string, stderr: string }>}
 */
export function tryDocker(args, { limitMs = 120_000, onOutput } = {}) {
  return new Promise((resolve, reject) => {
    // A group of its own: Ctrl-C must not reach what takes everything down again.
    const child = spawn('docker', args, {
      env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(child);
    const timer = setTimeout(() => child.kill('SIGKILL'), limitMs);
    const output = { stdout: '', stderr: '' };
    for (const name of /** @type {const} */ (['stdout', 'stderr'])) {
      child[name].on('data', (chunk) => {
        output[name] += chunk;
        onOutput?.(String(chunk));
      });
    }
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(timer);
      running.delete(child);
      resolve({ code, ...output });
    });
  });
}

/**
 * Runs docker, and gives what it printed.
 * @param {string[]} args
 * @param {Parameters<typeof tryDocker>[1]} [options]
 * @throws {Problem} when it fails
 */
export async function docker(args, options) {
  const { code, stdout, stderr } = await tryDocker(args, options);
  if (code === 0) return stdout.trim();
  const words = `${stdout}\n${stderr}`.trim().split('\n').slice(-25).join('\n');
  throw new Problem(`docker ${args.slice(0, 6).join(' ')} … ended with ${code}:\n${words}`);
}

/**
 * About what an image weighs when it is fetched: its layers, packed as quickly as gzip can.
 * @param {string} image
 * @returns {Promise<number>} megabytes
 */
export async function packedMegabytes(image) {
  const child = spawn('docker', ['save', image], { env, stdio: ['ignore', 'pipe', 'ignore'] });
  running.add(child);
  const ended = once(child, 'close').finally(() => running.delete(child));
  let bytes = 0;
  for await (const chunk of child.stdout.pipe(createGzip({ level: 1 }))) bytes += chunk.length;
  const [code] = await ended;
  if (code !== 0) throw new Problem(`docker save ${image} ended with ${code}.`);
  return Math.round(bytes / 1e6);
}

/** Ends the commands that are under way. */
export const endCommands = () => running.forEach((child) => child.kill('SIGTERM'));

/** Says what to do when there is no engine to work with. */
export async function assertEngine() {
  const advice =
    'Install Docker (with its plugins buildx and compose), or point DOCKER_HOST at an engine of this machine.';
  const engine = await tryDocker(['version', '--format', '{{.Server.Version}}'], {
    limitMs: 20_000,
  }).catch((error) => {
    throw new Problem(`docker cannot be started (${error.code}). ${advice}`);
  });
  if (engine.code !== 0) throw new Problem(`No Docker engine answers. ${advice}`);
  const compose = await tryDocker(['compose', 'version', '--short']);
  if (compose.code !== 0) throw new Problem(`docker compose is missing. ${advice}`);
  return `engine ${engine.stdout.trim()}, compose ${compose.stdout.trim()}`;
}
