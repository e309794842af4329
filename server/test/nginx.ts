import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from './free-port.js';
import { until } from './recovery.js';
import { Api } from './server-process.js';

const CONFIG = fileURLToPath(new URL('../../docker/nginx/nginx.conf', import.meta.url));

/** A real nginx with the documented set-up in front of these ports of loopback. */
export class Nginx extends Api {
  private constructor(
    port: number,
    private readonly child: ChildProcess,
    private readonly folder: string,
    readonly log: string[],
  ) {
    super(`http://127.0.0.1:${port}`);
  }

  /** `program` is the file of nginx; `change` makes a variant of the configuration. */
  static async start(
    program: string,
    ports: number[],
    change: (config: string) => string = (config) => config,
  ): Promise<Nginx> {
    const folder = mkdtempSync(join(tmpdir(), 'apm-nginx-'));
    chmodSync(folder, 0o755); // its workers are another user when it is started as root
    const port = await freePort();
    const file = join(folder, 'nginx.conf');
    writeFileSync(file, change(render(port, ports, folder)));
    const child = spawn(program, ['-p', folder, '-c', file, '-g', 'daemon off;'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const log: string[] = [];
    child.stderr.on('data', (chunk: Buffer) => log.push(chunk.toString()));
    const ended = once(child, 'exit').then(() => {
      throw new Error(`nginx ended: ${log.join('')}`);
    });
    ended.catch(() => undefined);
    await Promise.race([ended, until(() => answers(port))]);
    return new Nginx(port, child, folder, log);
  }

  async stop(): Promise<void> {
    const exited = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await exited;
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Only addresses and places differ from what an operator would run. */
function render(port: number, ports: number[], folder: string): string {
  const servers = ports.values();
  return readFileSync(CONFIG, 'utf8')
    .replaceAll('/tmp/nginx', folder)
    .replace('listen 8080;', `listen 127.0.0.1:${port};`)
    .replace(/^ *server api-\d:8000(.*);\n/gm, (_, options: string) => {
      const { value } = servers.next();
      return value === undefined ? '' : `    server 127.0.0.1:${value}${options};\n`;
    });
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
