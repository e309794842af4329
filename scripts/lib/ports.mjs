import { createServer } from 'node:net';

/**
 * @param {number} port 0 asks for any free port
 * @param {string} [host]
 * @returns {Promise<number | null>} the port, or null when it is taken
 */
export function tryPort(port, host = '127.0.0.1') {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error) => (error.code === 'EADDRINUSE' ? resolve(null) : reject(error)));
    server.listen({ port, host, exclusive: true }, () => {
      const { port: free } = /** @type {import('node:net').AddressInfo} */ (server.address());
      server.close(() => resolve(free));
    });
  });
}

/** A port that nobody listens on at this moment. */
export const freePort = async () => /** @type {number} */ (await tryPort(0));
