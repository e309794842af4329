import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LookupAddress } from 'node:dns';
import { once } from 'node:events';
import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import { MockAgent, type Agent } from 'undici';
import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { HttpServer } from '../../../test/http-server.js';
import { AppConfig, type Environment } from '../config/config.js';
import { Metrics } from '../metrics/metrics.js';
import { StepError } from '../step-error.js';
import { NoTracing } from '../tracing/tracing.js';
import { HostResolver } from './connector.js';
import { Egress, type EgressOptions, type EgressRequest } from './egress.js';

/** Names of tests; what is not here does not resolve. */
class Names extends HostResolver {
  asked: string[] = [];
  answers: Record<string, string[][]> = {};

  override async resolve(hostname: string): Promise<LookupAddress[]> {
    this.asked.push(hostname);
    const answers = this.answers[hostname];
    const addresses = answers && answers.length > 1 ? answers.shift() : answers?.[0];
    if (!addresses) throw Object.assign(new Error('not found'), { code: 'ENOTFOUND' });
    return addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
  }
}

const upstream = new HttpServer();
const other = new HttpServer();
const names = new Names();
let egress: Egress;

beforeAll(async () => {
  await Promise.all([upstream.start(), other.start()]);
  const allowed = [
    `allowed.test:${upstream.port}`,
    `allowed.test:${other.port}`,
    `127.0.0.1:${upstream.port}`,
  ];
  egress = new Egress(
    new AppConfig({ EGRESS_ALLOW_HOSTS: allowed } as Environment),
    names,
    new Metrics(),
    new NoTracing(),
  );
});

afterAll(async () => {
  await egress.onApplicationShutdown();
  await Promise.all([upstream.stop(), other.stop()]);
});

const get = (url: string, change: Partial<EgressRequest> = {}, options: EgressOptions = {}) =>
  egress.request(
    {
      method: 'GET',
      url,
      headers: {},
      signal: new AbortController().signal,
      maxBytes: 100_000,
      ...change,
    },
    options,
  );

const failure = async (work: Promise<unknown>): Promise<StepError> => {
  const error: unknown = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof StepError) return error;
  throw new Error(`expected a StepError, got ${String(error)}`);
};

const text = (body: Uint8Array): string => Buffer.from(body).toString('utf8');

describe('Egress.request', () => {
  it('sends what it is given and reads the answer', async () => {
    upstream.answers((_, response) => response.writeHead(201, { 'x-own': 'yes' }).end('made'));
    const headers = { 'X-Key': 'k', Host: 'evil.test' };
    const answer = await get(`${upstream.url}/a?b=c`, { method: 'POST', headers, body: '{"n":1}' });
    expect({ ...answer, body: text(answer.body) }).toMatchObject({
      status: 201,
      headers: { 'x-own': 'yes' },
      body: 'made',
      url: `${upstream.url}/a?b=c`,
    });
    expect(upstream.requests).toMatchObject([{ method: 'POST', path: '/a?b=c', body: '{"n":1}' }]);
    expect(upstream.requests[0]?.headers).toMatchObject({
      'x-key': 'k',
      host: `127.0.0.1:${upstream.port}`,
    });
  });

  it('asks for a name once per connection and goes where the checked answer says (DNS rebinding)', async () => {
    upstream.answers((_, response) => response.end('ok'));
    // Whoever checked a name and then connected by it would be sent to the second address.
    names.answers = { 'allowed.test': [['127.0.0.1'], ['169.254.169.254']] };
    names.asked = [];
    expect((await get(`http://allowed.test:${upstream.port}/`)).status).toBe(200);
    await new Promise(setImmediate); // the connection is free again a moment after its answer
    expect((await get(`http://allowed.test:${upstream.port}/`)).status).toBe(200);
    expect(names.asked).toEqual(['allowed.test']);
  });

  it.each([
    ['a name of loopback', ['127.0.0.1']],
    ['a name of loopback in IPv6', ['::1']],
    ['a name of a private network', ['10.0.0.1', '192.168.0.1']],
    ['a name of metadata', ['169.254.169.254']],
    ['a name of metadata, IPv4-mapped', ['::ffff:169.254.169.254']],
  ])('refuses %s', async (_, addresses) => {
    names.answers = { 'inside.test': [addresses] };
    upstream.answers((_request, response) => response.end('secret'));
    const error = await failure(get(`http://inside.test:${upstream.port}/`));
    expect(error).toMatchObject({ code: 'egress-refused', retryable: false });
    expect(error.message).not.toContain(addresses[0]);
    expect(upstream.requests).toEqual([]);
  });

  it('refuses loopback that is not listed, also by a redirect', async () => {
    expect((await failure(get(`${other.url}/`))).code).toBe('egress-refused');
    upstream.answers((_, response) =>
      response.writeHead(302, { location: `${other.url}/secret` }).end(),
    );
    other.answers((_, response) => response.end('secret'));
    expect((await failure(get(`${upstream.url}/`))).code).toBe('egress-refused');
    expect(other.requests).toEqual([]);
  });

  it.each(['file:///etc/passwd', 'http://user:pw@127.0.0.1/', 'gopher://x/'])(
    'refuses a redirect to %s',
    async (location) => {
      upstream.answers((_, response) => response.writeHead(302, { location }).end());
      expect((await failure(get(`${upstream.url}/`))).code).toBe('egress-refused');
    },
  );

  it('follows redirects and drops keys on the way to another server', async () => {
    names.answers = { 'allowed.test': [['127.0.0.1']] };
    upstream.answers((request, response) => {
      const location = request.url === '/1' ? '/2' : `http://allowed.test:${other.port}/end`;
      response.writeHead(302, { location }).end('moved');
    });
    other.answers((_, response) => response.end('there'));
    const headers = { authorization: 'Bearer k', 'x-api-key': 'k', accept: 'text/plain' };
    const answer = await get(`${upstream.url}/1`, { headers });
    expect(text(answer.body)).toBe('there');
    expect(answer.url).toBe(`http://allowed.test:${other.port}/end`);
    expect(upstream.requests[1]?.headers).toMatchObject(headers);
    expect(other.requests[0]?.headers).toMatchObject({ accept: 'text/plain' });
    expect(other.requests[0]?.headers).not.toHaveProperty('authorization');
    expect(other.requests[0]?.headers).not.toHaveProperty('x-api-key');
  });

  it('gives up after five redirects', async () => {
    upstream.answers((_, response) => response.writeHead(302, { location: '/again' }).end());
    expect((await failure(get(`${upstream.url}/`))).code).toBe('egress-redirects');
    expect(upstream.requests).toHaveLength(6);
  });

  it.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
    ['zstd', zstdCompressSync],
  ])('unpacks %s', async (encoding, pack) => {
    upstream.answers((_, response) =>
      response.writeHead(200, { 'content-encoding': encoding }).end(pack('unpacked')),
    );
    const answer = await get(upstream.url);
    expect(text(answer.body)).toBe('unpacked');
    expect(answer.headers).not.toHaveProperty('content-encoding');
  });

  it('refuses an answer that is too large, without reading it to its end', async () => {
    let sent = 0;
    let closed = false;
    upstream.answers((_, response) => {
      response.on('close', () => (closed = true));
      const more = (): void => {
        while (!closed && sent < 500_000_000) {
          sent += 65_536;
          if (!response.write(Buffer.alloc(65_536))) return void response.once('drain', more);
        }
      };
      more();
    });
    expect((await failure(get(upstream.url))).code).toBe('egress-too-large');
    while (!closed) await new Promise(setImmediate);
    expect(sent).toBeLessThan(50_000_000);
  });

  it('refuses a decompression bomb', async () => {
    const bomb = gzipSync(Buffer.alloc(200_000_000));
    upstream.answers((_, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
    );
    const before = process.memoryUsage().arrayBuffers;
    expect((await failure(get(upstream.url))).code).toBe('egress-too-large');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(50_000_000);
  });

  it('refuses what is not packed as it says', async () => {
    upstream.answers((_, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end('plain text'),
    );
    const error = await failure(get(upstream.url));
    expect(error.message).toContain('compressed in a way that cannot be read');
  });

  it('ends when nothing comes: no headers, and no more body', async () => {
    upstream.answers(() => undefined);
    expect(await failure(get(upstream.url, {}, { headersTimeoutMs: 100 }))).toMatchObject({
      code: 'egress-timeout',
      retryable: true,
    });
    upstream.answers((_, response) => void response.write('begun'));
    expect((await failure(get(upstream.url, {}, { bodyTimeoutMs: 100 }))).code).toBe(
      'egress-timeout',
    );
  });

  it('stops with the reason of the signal, before and while it waits', async () => {
    const controller = new AbortController();
    upstream.answers(() => controller.abort(new Error('cancelled')));
    await expect(get(upstream.url, { signal: controller.signal })).rejects.toThrow('cancelled');
    await expect(get(upstream.url, { signal: controller.signal })).rejects.toThrow('cancelled');
    expect(upstream.requests).toHaveLength(1);
  });

  it('tells a name that does not exist, a closed port, and a server that is none', async () => {
    names.answers = {};
    const unknown = await failure(get('http://nowhere.test/'));
    expect(unknown).toMatchObject({ code: 'egress-dns', retryable: false });
    expect(unknown.message).toContain('"nowhere.test"');

    const closed = await failure(get('http://127.0.0.1:1/', {}, { allowInternal: true }));
    expect(closed).toMatchObject({ code: 'egress-connect', retryable: true });

    const tcp = createTcpServer((socket) => socket.end('SSH-2.0-x\r\n')).listen(0, '127.0.0.1');
    await once(tcp, 'listening');
    const { port } = tcp.address() as AddressInfo;
    const odd = await failure(get(`http://127.0.0.1:${port}/`, {}, { allowInternal: true }));
    expect(odd.code).toBe('egress-connect');
    tcp.close();
  });

  it('tells an answer that breaks off', async () => {
    upstream.answers((_, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('half', () => response.destroy());
    });
    expect(await failure(get(upstream.url))).toMatchObject({
      code: 'egress-connect',
      retryable: true,
    });
  });

  it.each([
    [{ method: 'CONNECT' }, 'egress-request'],
    [{ headers: { 'x-bad': 'a\r\nx: y' } }, 'egress-request'],
    [{ url: 'not an address' }, 'egress-refused'],
  ])('refuses a request that cannot be sent: %j', async (change, code) => {
    upstream.answers((_, response) => response.end());
    expect((await failure(get(upstream.url, change))).code).toBe(code);
    expect(upstream.requests).toEqual([]);
  });
});

describe('Egress.fetchWith', () => {
  it('streams the answer as it comes', async () => {
    let finish = (): void => undefined;
    upstream.answers((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write('first');
      finish = () => response.end('second');
    });
    const response = await egress.fetchWith()(upstream.url, { method: 'POST', body: 'x' });
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    expect(text((await reader.read()).value as Uint8Array)).toBe('first');
    finish();
    expect(text((await reader.read()).value as Uint8Array)).toBe('second');
    expect((await reader.read()).done).toBe(true);
  });

  it('closes the connection when the reader goes away', async () => {
    let closed = false;
    upstream.answers((_, response) => {
      response.on('close', () => (closed = true));
      response.write('first');
    });
    const response = await egress.fetchWith()(upstream.url);
    await (response.body as ReadableStream<Uint8Array>).cancel();
    while (!closed) await new Promise(setImmediate);
    expect(closed).toBe(true);
  });

  it('guards like request, and reaches internal servers only when it is told to', async () => {
    other.answers((_, response) => response.end('inside'));
    expect((await failure(egress.fetchWith()(other.url))).code).toBe('egress-refused');
    const answer = await egress.fetchWith({ allowInternal: true })(other.url);
    expect(await answer.text()).toBe('inside');
  });

  it('answers without a body where there is none', async () => {
    upstream.answers((_, response) => response.writeHead(204).end());
    const answer = await egress.fetchWith()(upstream.url);
    expect([answer.status, answer.body]).toEqual([204, null]);
  });
});

describe('a trace', () => {
  const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
  const traced = (allowHosts: string[]): Egress => {
    const tracing = Object.assign(new NoTracing(), { current: () => ({ traceparent }) as never });
    const config = new AppConfig({ EGRESS_ALLOW_HOSTS: allowHosts } as Environment);
    return new Egress(config, names, new Metrics(), tracing);
  };
  const request = (url: string, headers: Record<string, string> = {}): EgressRequest => ({
    method: 'GET',
    url,
    headers,
    signal: new AbortController().signal,
    maxBytes: 1000,
  });

  it('is told to hosts that the admin lists or chose, and what a maker sets stays', async () => {
    upstream.answers((_, response) => response.end('ok'));
    const listed = traced([`127.0.0.1:${upstream.port}`]);
    await listed.request(request(upstream.url));
    await listed.request(request(upstream.url, { traceparent: 'mine' }));
    const chosen = traced([]);
    await chosen.request(request(upstream.url), { allowInternal: true });
    expect(upstream.requests.map(({ headers }) => headers.traceparent)).toEqual([
      traceparent,
      'mine',
      traceparent,
    ]);
    await Promise.all([listed.onApplicationShutdown(), chosen.onApplicationShutdown()]);
  });

  it('is not told to anybody else', async () => {
    const stranger = traced([]);
    // No public server can be had in a test: what would be sent is caught where it leaves.
    const agent = new MockAgent();
    agent.disableNetConnect();
    let sent: Record<string, string> = {};
    agent
      .get('https://public.example')
      .intercept({ path: '/', method: 'GET' })
      .reply(200, ({ headers }) => {
        sent = headers as Record<string, string>;
        return 'ok';
      });
    const { guarded } = stranger as unknown as { guarded: Agent };
    Object.assign(stranger, { guarded: agent });
    await stranger.request(request('https://public.example/'));
    Object.assign(stranger, { guarded });
    expect(sent).toMatchObject({ 'user-agent': 'AIpoweredMakers' });
    expect(sent).not.toHaveProperty('traceparent');
    await Promise.all([stranger.onApplicationShutdown(), agent.close()]);
  });
});
