import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedSpan {
  name: string;
  traceId: string;
  spanId: string;
  /** Empty for the first of a trace. */
  parentSpanId: string;
  kind: number;
  attributes: Record<string, string | number | boolean>;
  failed: boolean;
  /** What the sending process says of itself. */
  resource: Record<string, string | number | boolean>;
}

/** A collector on loopback: takes OTLP over HTTP in its protobuf form, as real ones do. */
export class OtlpReceiver {
  readonly spans: ReceivedSpan[] = [];
  readonly headers: IncomingMessage['headers'][] = [];
  /** Everything that was received, for a look at what must not be in it. */
  raw = '';
  private readonly server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      this.raw += body.toString('latin1');
      this.headers.push(request.headers);
      if (request.url === '/v1/traces') this.spans.push(...spansOf(body));
      response.writeHead(200, { 'content-type': 'application/x-protobuf' }).end();
    });
  });

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** The first span that fits, as soon as it has arrived. */
  async span(fits: (span: ReceivedSpan) => boolean): Promise<ReceivedSpan> {
    for (;;) {
      const span = this.spans.find(fits);
      if (span) return span;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

type Field = { number: number; value: Buffer | bigint };

/** The fields of a protobuf message, undecoded. */
function fieldsOf(message: Buffer): Field[] {
  const fields: Field[] = [];
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = message[at++] as number;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  const bytes = (length: number): Buffer => message.subarray(at, (at += length));
  while (at < message.length) {
    const tag = Number(varint());
    const number = tag >> 3;
    if ((tag & 7) === 0) fields.push({ number, value: varint() });
    else if ((tag & 7) === 1) fields.push({ number, value: bytes(8) });
    else if ((tag & 7) === 2) fields.push({ number, value: bytes(Number(varint())) });
    else fields.push({ number, value: bytes(4) });
  }
  return fields;
}

const all = (message: Buffer, number: number): Buffer[] =>
  fieldsOf(message).flatMap((field) =>
    field.number === number && Buffer.isBuffer(field.value) ? [field.value] : [],
  );
const text = (message: Buffer, number: number, encoding: BufferEncoding): string =>
  all(message, number)[0]?.toString(encoding) ?? '';
const count = (message: Buffer, number: number): number =>
  Number(fieldsOf(message).find((field) => field.number === number)?.value ?? 0);

/** ExportTraceServiceRequest > ResourceSpans > ScopeSpans > Span. */
function spansOf(body: Buffer): ReceivedSpan[] {
  return all(body, 1).flatMap((ofResource) => {
    const resource = attributesOf(all(ofResource, 1)[0] ?? Buffer.alloc(0), 1);
    return all(ofResource, 2)
      .flatMap((ofScope) => all(ofScope, 2))
      .map((span) => ({
        name: text(span, 5, 'utf8'),
        traceId: text(span, 1, 'hex'),
        spanId: text(span, 2, 'hex'),
        parentSpanId: text(span, 4, 'hex'),
        kind: count(span, 6),
        attributes: attributesOf(span, 9),
        failed: all(span, 15).some((status) => count(status, 3) === 2),
        resource,
      }));
  });
}

/** Repeated KeyValue: key 1, value 2, which is one of string 1, bool 2, int 3, double 4. */
function attributesOf(message: Buffer, number: number): ReceivedSpan['attributes'] {
  return Object.fromEntries(
    all(message, number).map((pair) => {
      const [value] = fieldsOf(all(pair, 2)[0] ?? Buffer.alloc(0));
      if (!value) return [text(pair, 1, 'utf8'), ''];
      if (value.number === 1) return [text(pair, 1, 'utf8'), String(value.value)];
      if (value.number === 2) return [text(pair, 1, 'utf8'), value.value === 1n];
      if (value.number === 4)
        return [text(pair, 1, 'utf8'), (value.value as Buffer).readDoubleLE()];
      return [text(pair, 1, 'utf8'), Number(value.value)];
    }),
  );
}
