import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';

/**
 * Leaves one address in `x-forwarded-for` of each request that comes in: that of the reader, as far
 * as it can be believed. Next keeps the header as it was sent and hides the connection, so this is
 * done before Next sees the request.
 * @param trustedProxies how many proxies stand in front of this process
 */
export function believeProxies(trustedProxies: number): void {
  // Node tells of each request here just before the server gets it.
  subscribe('http.server.request.start', (message) => {
    const { headers, socket } = (message as { request: IncomingMessage }).request;
    const told = String(headers['x-forwarded-for'] ?? '');
    const reader = readerOf(told, socket.remoteAddress, trustedProxies);
    if (reader) headers['x-forwarded-for'] = reader;
    else delete headers['x-forwarded-for'];
  });
}

/**
 * Whose request it is. Each proxy adds the address that asked it, and the connection tells the last
 * proxy's own: what stands further to the left than our proxies wrote can be invented.
 */
export function readerOf(
  told: string,
  connection: string | undefined,
  trustedProxies: number,
): string | undefined {
  if (trustedProxies === 0) return connection;
  const addresses = [...told.split(','), connection ?? '']
    .map((address) => address.trim())
    .filter((address) => address !== '');
  return addresses.at(-1 - trustedProxies) ?? addresses[0];
}
