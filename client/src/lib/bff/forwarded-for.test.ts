import { type IncomingMessage, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { believeProxies, readerOf } from './forwarded-for';

describe('readerOf', () => {
  it.each([
    [0, '', '192.0.2.1'],
    [0, '203.0.113.1', '192.0.2.1'],
    [1, '', '192.0.2.1'],
    [1, '198.51.100.7', '198.51.100.7'],
    [1, '203.0.113.1,198.51.100.7', '198.51.100.7'],
    [2, '203.0.113.1, 198.51.100.7, 192.0.2.2', '198.51.100.7'],
    [2, '198.51.100.7', '198.51.100.7'],
  ])('with %i proxies in front and "%s" is %s', (proxies, told, reader) => {
    expect(readerOf(told, '192.0.2.1', proxies)).toBe(reader);
  });

  it('is nobody when the connection is gone and no proxy is believed', () => {
    expect(readerOf('203.0.113.1', undefined, 0)).toBeUndefined();
  });
});

describe('believeProxies', () => {
  const server = createServer(({ headers }, response) => response.end(JSON.stringify(headers)));
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  it('replaces what a caller invents before a server sees it', async () => {
    believeProxies(0);
    const { port } = server.address() as AddressInfo;
    const response = await fetch(`http://127.0.0.1:${port}`, {
      headers: { 'x-forwarded-for': '203.0.113.1' },
    });
    const headers = (await response.json()) as IncomingMessage['headers'];
    expect(headers['x-forwarded-for']).toBe('127.0.0.1');
  });
});
