import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A way to another server that can be made to swallow everything, as a network does that drops packets. */
export class TcpProxy {
  private readonly sockets = new Set<Socket>();
  private swallowing = false;
  /** Bytes that went nowhere. */
  swallowed = 0;
  private readonly server = createServer((near) => {
    const far = connect(this.target.port, this.target.host);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      this.sockets.add(from);
      from.on('data', (chunk) => {
        if (this.swallowing) this.swallowed += chunk.length;
        else to.write(chunk);
      });
      from.on('error', () => undefined);
      from.on('close', () => {
        this.sockets.delete(from);
        // Whoever is behind a hole is not told that the other side left.
        if (!this.swallowing) to.destroy();
      });
    }
  });

  constructor(private readonly target: { host: string; port: number }) {}

  /** @returns the address to connect to in place of the target's */
  async start(): Promise<{ host: string; port: number }> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return { host: '127.0.0.1', port: (this.server.address() as AddressInfo).port };
  }

  /** From now on connections are taken and nothing is heard of them. */
  swallow(): void {
    this.swallowing = true;
  }

  /** Lets data through again; connections that lost some are cut. */
  heal(): void {
    this.swallowing = false;
    for (const socket of this.sockets) socket.destroy();
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
