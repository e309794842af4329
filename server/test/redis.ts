import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.js';

/** A Redis of its own for one suite: own port, own password, nothing on disk. */
export class TestRedis {
  private child: ChildProcess | null = null;
  private readonly password = randomBytes(12).toString('hex');
  private readonly folder = mkdtempSync(join(tmpdir(), 'apm-redis-'));
  private port = 0;

  get url(): string {
    return `redis://:${this.password}@127.0.0.1:${this.port}`;
  }

  async start(): Promise<this> {
    this.port ||= await freePort();
    const child = spawn(
      process.env.REDIS_SERVER as string,
      ['--port', String(this.port), '--bind', '127.0.0.1', '--requirepass', this.password].concat([
        '--save',
        '',
        '--appendonly',
        'no',
        '--dir',
        this.folder,
      ]),
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    this.child = child;
    let log = '';
    await new Promise<void>((resolve, reject) => {
      child.stdout.on('data', (chunk: Buffer) => {
        log += chunk.toString();
        if (log.includes('Ready to accept connections')) resolve();
      });
      child.once('exit', () => reject(new Error(`redis-server ended: ${log}`)));
    });
    return this;
  }

  /** kill -9; it can be started again on the same port. */
  async kill(): Promise<void> {
    const child = this.child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  }

  async remove(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
