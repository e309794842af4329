import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { TEST_ENV } from './app.js';

const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url));

/** The API at an address: one server process, or a proxy in front of several. */
export class Api {
  constructor(readonly url: string) {}

  /** Calls the API; paths are below /api/v1. */
  async call<T>(
    method: string,
    path: string,
    bearer: string | null,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<T> {
    const response = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: {
        ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer = (await response.json()) as T;
    if (!response.ok)
      throw new Error(`${method} ${path}: ${response.status} ${JSON.stringify(answer)}`);
    return answer;
  }
}

/** The compiled server as a process of its own, for tests that kill it. */
export class ServerProcess extends Api {
  private constructor(
    url: string,
    private readonly child: ChildProcess,
    readonly log: string[],
  ) {
    super(url);
  }

  /** Starts a server on a free port; resolves when it listens. */
  static async start(
    databaseUrl: string,
    env: Record<string, string> = {},
  ): Promise<ServerProcess> {
    const child = fork(MAIN, {
      env: { ...TEST_ENV, DATABASE_URL: databaseUrl, API_PORT: '0', LOG_LEVEL: 'warn', ...env },
      execArgv: [],
      silent: true,
    });
    const log: string[] = [];
    child.stdout?.on('data', (chunk: Buffer) => log.push(chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => log.push(chunk.toString()));
    const url = await new Promise<string>((resolve, reject) => {
      child.once('message', (message: { url: string }) =>
        resolve(message.url.replace('[::1]', '127.0.0.1')),
      );
      child.once('exit', (code) =>
        reject(new Error(`The server ended with ${code}: ${log.join('')}`)),
      );
    });
    return new ServerProcess(url, child, log);
  }

  /** kill -9, and everything that comes with it. */
  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exited = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await exited;
  }

  /** Asks it to stop; the exit code. */
  stop(): Promise<number | null> {
    return this.endBy('SIGTERM');
  }

  /** Sends a signal that ends it; the exit code. */
  async endBy(signal: NodeJS.Signals): Promise<number | null> {
    const exited = once(this.child, 'exit') as Promise<[number | null]>;
    this.child.kill(signal);
    const [code] = await exited;
    return code;
  }

  /** Stops it in the middle of whatever it does; `resume` lets it go on. */
  pause(): void {
    this.child.kill('SIGSTOP');
  }

  resume(): void {
    this.child.kill('SIGCONT');
  }
}
