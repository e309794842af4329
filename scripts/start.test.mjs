import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { withoutNpm } from './lib/install.mjs';
import { root } from './lib/paths.mjs';
import { freePort } from './lib/ports.mjs';
import { processIdentity } from './lib/processes.mjs';
import { until } from './lib/wait.mjs';

const PATIENCE_MS = 120_000;

describe('npm start', () => {
  let home;
  /** @type {NodeJS.ProcessEnv} */
  let env;
  const running = new Set();

  beforeEach(async () => {
    home = mkdtempSync(path.join(os.tmpdir(), 'start-'));
    chmodSync(home, 0o755);
    env = {
      ...withoutNpm(),
      DATA_DIR: path.join(home, 'data'),
      PORT: String(await freePort()),
      API_PORT: String(await freePort()),
      DATABASE_URL: '',
      REDIS_URL: '',
    };
  });
  afterEach(async () => {
    for (const start of [...running]) await start.end('SIGTERM');
    rmSync(home, { recursive: true, force: true });
  });

  /** Runs it as a person does, with what it prints. */
  const npmStart = (extra = {}) => {
    const child = spawn('npm', ['start'], { cwd: root, env: { ...env, ...extra } });
    const start = {
      child,
      output: '',
      ended: once(child, 'close').then(([code]) => {
        running.delete(start);
        return code;
      }),
      end: async (signal) => {
        child.kill(signal);
        await start.ended;
      },
    };
    running.add(start);
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (text) => (start.output += text));
    return start;
  };
  const ready = async (start) => {
    const done = () => start.output.includes('Ready after') || start.child.exitCode !== null;
    await until(done, { timeoutMs: PATIENCE_MS });
    assert.match(start.output, /Ready after .*Open +http:\/\/localhost:/s);
  };
  const file = (name) => JSON.parse(readFileSync(path.join(env.DATA_DIR ?? '', name), 'utf8'));
  const login = { email: 'maker@example.com', password: 'a-long-pass-phrase' };
  const post = (route, body) =>
    fetch(`http://127.0.0.1:${env.API_PORT}/api/v1${route}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  it('serves the product, and keeps it through a kill -9 of the start and of its parts', async () => {
    const first = npmStart();
    await ready(first);
    const page = await fetch(`http://localhost:${env.PORT}/sign-in`);
    assert.equal(page.status, 200);
    assert.match(await page.text(), /<html/);
    assert.equal((await post('/auth/register', { ...login, name: 'Maker' })).status, 201);

    process.kill(file('services.json').server.pid, 'SIGKILL');
    await until(() => first.output.includes('starting it again'), { timeoutMs: PATIENCE_MS });
    process.kill(file('lock').pid, 'SIGKILL');
    await first.ended;

    const second = npmStart();
    await ready(second);
    assert.equal((await post('/auth/login', login)).status, 200);
    await second.end('SIGTERM');
  });

  it('stops all of its parts when it is told to', async () => {
    const start = npmStart();
    await ready(start);
    const parts = Object.values(file('services.json'));
    const database = Number(
      readFileSync(path.join(file('postgres.json').data, 'postmaster.pid'), 'utf8').split('\n')[0],
    );
    const { pid } = file('lock');
    process.kill(pid, 'SIGINT');
    await start.ended;
    assert.equal(parts.length, 2);
    for (const part of [...parts, { pid: database }]) assert.equal(processIdentity(part.pid), null);
    const log = readFileSync(path.join(env.DATA_DIR ?? '', 'logs/postgres.log'), 'utf8');
    assert.match(log.trimEnd().split('\n').at(-1) ?? '', /database system is shut down/);
  });

  it('names the variable of a port that is taken', async (test) => {
    const squatter = createServer().listen(0, '127.0.0.1');
    test.after(() => squatter.close());
    await once(squatter, 'listening');
    const { port } = /** @type {import('node:net').AddressInfo} */ (squatter.address());
    for (const name of ['PORT', 'API_PORT']) {
      const start = npmStart({ [name]: String(port) });
      assert.equal(await start.ended, 1);
      assert.match(
        start.output,
        new RegExp(`Port ${port} is taken .*: ${name}=${port + 1} npm start`),
      );
    }
  });

  it('explains a wrong setting by name', async () => {
    const start = npmStart({ RUN_CONCURRENCY: 'many' });
    assert.equal(await start.ended, 1);
    assert.match(start.output, /The server ended at its start.*RUN_CONCURRENCY is wrong/s);
  });
});
