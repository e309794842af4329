import type { FastifyReply } from 'fastify';

const HEARTBEAT_MS = 15_000;
/** A reader that is this far behind is dropped; it comes back with Last-Event-ID. One event may take 3 MB. */
const MAX_BUFFERED_BYTES = 16_000_000;

/** One answer of server-sent events (WHATWG HTML, section 9.2). */
export class EventStream {
  private readonly heartbeat: NodeJS.Timeout;
  private readonly closeListeners: (() => void)[] = [];

  constructor(private readonly reply: FastifyReply) {
    reply.streamsEvents = true;
    reply.hijack();
    reply.raw.writeHead(200, {
      ...(reply.getHeaders() as Record<string, string>),
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
      // A connection that is kept for another request would hold up a server that stops.
      connection: 'close',
    });
    reply.raw.flushHeaders();
    this.heartbeat = setInterval(() => this.write(': still here\n\n'), HEARTBEAT_MS);
    reply.raw.once('close', () => {
      clearInterval(this.heartbeat);
      for (const listener of this.closeListeners) listener();
    });
  }

  get isClosed(): boolean {
    return this.reply.raw.destroyed || this.reply.raw.writableEnded;
  }

  /** Calls `listener` when the reader left or the stream was ended. */
  onClose(listener: () => void): void {
    if (this.isClosed) listener();
    else this.closeListeners.push(listener);
  }

  /** Sends an event; its data never holds a line break, since JSON escapes them. */
  send(type: string, data: unknown, id?: string): void {
    this.write(
      `${id === undefined ? '' : `id: ${id}\n`}event: ${type}\ndata: ${JSON.stringify(data)}\n\n`,
    );
  }

  /** Resolves when the reader has taken what was sent, or has left. */
  async drained(): Promise<void> {
    const { raw } = this.reply;
    if (!this.isClosed && raw.writableNeedDrain) {
      await new Promise((resolve) => raw.once('drain', resolve).once('close', resolve));
    }
  }

  end(): void {
    if (!this.isClosed) this.reply.raw.end();
  }

  private write(text: string): void {
    if (this.isClosed) return;
    this.reply.raw.write(text);
    if (this.reply.raw.writableLength > MAX_BUFFERED_BYTES) this.reply.raw.destroy();
  }
}
