import { once } from 'node:events';
import { createServer } from 'node:http';

/**
 * @typedef {object} Request
 * @property {string} method
 * @property {string} path without the query
 * @property {URLSearchParams} query
 * @property {any} body
 * @property {import('node:http').IncomingHttpHeaders} headers
 *
 * @typedef {{ status?: number, body?: unknown, headers?: Record<string, string> }} Answer
 *
 * @typedef {object} Fault answers instead of the service, before it sees the request
 * @property {string} method
 * @property {RegExp} path
 * @property {number} times
 * @property {Answer | 'cut'} answer cut: the connection is closed without one
 */

/**
 * A real HTTP server on the loopback interface that stands for a service.
 * @param {(request: Request) => Answer} answer
 * @param {Fault[]} [faults]
 */
export async function serve(answer, faults = []) {
  /** @type {Request[]} */
  const requests = [];
  const server = createServer(async (message, response) => {
    const chunks = [];
    for await (const chunk of message) chunks.push(chunk);
    const url = new URL(message.url ?? '/', 'http://service');
    const text = Buffer.concat(chunks).toString();
    const request = {
      method: message.method ?? '',
      path: url.pathname,
      query: url.searchParams,
      body: text === '' ? undefined : JSON.parse(text),
      headers: message.headers,
    };
    requests.push(request);
    const fault = faults.find(
      ({ method, path, times }) =>
        times > 0 && method === request.method && path.test(request.path),
    );
    if (fault) fault.times -= 1;
    if (fault?.answer === 'cut') {
      message.socket.destroy();
      return;
    }
    const {
      status = 200,
      body,
      headers,
    } = fault ? /** @type {Answer} */ (fault.answer) : answer(request);
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body ?? {}));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const close = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  return { url: `http://127.0.0.1:${port}`, requests, close };
}
