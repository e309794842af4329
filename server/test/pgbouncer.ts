import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.js';

/** A real PgBouncer in front of one database, in transaction mode unless `settings` say otherwise. */
export class PgBouncer {
  private constructor(
    readonly url: string,
    private readonly child: ChildProcess,
    private readonly folder: string,
    readonly log: string[],
  ) {}

  static async start(
    program: string,
    databaseUrl: string,
    settings: Record<string, string | number>,
  ): Promise<PgBouncer> {
    const folder = mkdtempSync(join(tmpdir(), 'apm-pgbouncer-'));
    chmodSync(folder, 0o755);
    const port = await freePort();
    const { hostname, port: serverPort, pathname, username, password } = new URL(databaseUrl);
    const file = join(folder, 'pgbouncer.ini');
    const server = {
      host: hostname,
      port: serverPort || '5432',
      dbname: pathname.slice(1),
      user: decodeURIComponent(username),
      ...(password === '' ? {} : { password: decodeURIComponent(password) }),
    };
    writeFileSync(
      file,
      `[databases]
app = ${Object.entries(server)
        .map(([name, value]) => `${name}='${value.replaceAll("'", "''")}'`)
        .join(' ')}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
max_client_conn = 200
${Object.entries({ pool_mode: 'transaction', ...settings })
  .map(([name, value]) => `${name} = ${value}`)
  .join('\n')}
`,
    );
    // It refuses to be root.
    const user = process.getuid?.() === 0 ? ['-u', 'nobody'] : [];
    const child = spawn(program, [...user, file], { stdio: ['ignore', 'pipe', 'pipe'] });
    const log: string[] = [];
    await new Promise<void>((resolve, reject) => {
      child.stderr.on('data', (chunk: Buffer) => {
        log.push(chunk.toString());
        if (log.join('').includes('process up')) resolve();
      });
      child.once('exit', () => reject(new Error(`pgbouncer ended: ${log.join('')}`)));
    });
    return new PgBouncer(`postgres://app@127.0.0.1:${port}/app`, child, folder, log);
  }

  async stop(): Promise<void> {
    const exited = once(this.child, 'exit');
    this.child.kill('SIGINT');
    await exited;
    rmSync(this.folder, { recursive: true, force: true });
  }
}
