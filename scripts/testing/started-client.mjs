import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { inRoot, node } from '../lib/paths.mjs';
import { freePort } from '../lib/ports.mjs';

/**
 * Starts an HTTP server on loopback that keeps what it gets.
 * @param {import('node:http').RequestListener} answer
 */
export async function startHttp(answer) {
  const received = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    received.push({ path: request.url, headers: request.headers, body });
    answer(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { received, port, url: `http://127.0.0.1:${port}`, close };
}

/**
 * Launches the built web interface as an image does, with its signals.
 * @param {NodeJS.ProcessEnv} env
 */
export async function launchClient(env) {
  const port = await freePort();
  const signals = inRoot('docker/client-signals.mjs');
  const server = inRoot('client/.next/standalone/client/server.js');
  const child = spawn(node, ['--import', signals, server], {
    cwd: inRoot('client'),
    env: {
      NODE_ENV: 'production',
      PORT: String(port),
      HOSTNAME: '127.0.0.1',
      COMMIT: 'abc1234',
      ...env,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let errors = '';
  child.stderr.on('data', (chunk) => (errors += chunk));
  const ended = once(child, 'close').then(([code]) => ({ code, errors }));
  return { url: `http://127.0.0.1:${port}`, child, ended };
}

/**
 * Starts the web interface; resolves when it lives.
 * @param {NodeJS.ProcessEnv} env
 */
export async function startClient(env) {
  const { url, child, ended } = await launchClient(env);
  while (!(await fetch(`${url}/api/health/live`).catch(() => null))) {
    assert.equal(child.exitCode, null, 'the web interface ended');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const stop = async () => {
    child.kill('SIGKILL');
    await ended;
  };
  return { url, child, ended, stop };
}

/** @param {() => unknown} isTrue */
export async function until(isTrue) {
  while (!(await isTrue())) await new Promise((resolve) => setTimeout(resolve, 50));
}
