import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const MIGRATE = fileURLToPath(new URL('../../dist/migrate.js', import.meta.url));

/** Runs the command that migrates, as a deployment does. */
export async function command(env: Record<string, string>, ...args: string[]) {
  const child = spawn(process.execPath, [MIGRATE, ...args], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const out = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (out.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (out.stderr += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number];
  return { code, ...out };
}
