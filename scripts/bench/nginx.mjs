import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { inRoot } from '../lib/paths.mjs';
import { freePort } from '../lib/ports.mjs';
import { Problem } from '../lib/problem.mjs';
import { until } from '../lib/wait.mjs';

/**
 * nginx with the documented set-up in front of these ports of loopback.
 * @param {string} program
 * @param {number[]} ports
 * @returns {Promise<{ url: string, stop: () => Promise<void> }>}
 */
export async function startNginx(program, ports) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'apm-nginx-'));
  chmodSync(folder, 0o755); // its workers are another user when it is started as root
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const servers = ports.values();
  const config = readFileSync(inRoot('docker/nginx/nginx.conf'), 'utf8')
    .replaceAll('/tmp/nginx', folder)
    .replace('listen 8080;', `listen 127.0.0.1:${port};`)
    .replace(/^ *server api-\d:8000(.*);\n/gm, (_, options) => {
      const { value } = servers.next();
      return value === undefined ? '' : `server 127.0.0.1:${value}${options};\n`;
    });
  const file = path.join(folder, 'nginx.conf');
  writeFileSync(file, config);
  const args = ['-p', folder, '-c', file, '-g', 'daemon off;'];
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  const stop = async () => {
    if (child.exitCode === null) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    rmSync(folder, { recursive: true, force: true });
  };
  const answers = async () => (await fetch(`${url}/health/ready`).catch(() => null))?.ok === true;
  if (!(await until(answers, { timeoutMs: 10_000 }))) {
    await stop();
    throw new Problem('nginx does not answer.');
  }
  return { url, stop };
}
