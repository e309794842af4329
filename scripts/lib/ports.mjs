import { createServer } from 'node:net';
import { Problem } from './problem.mjs';

/**
 * @param {number} port 0 asks for any free port
 * @param {string} [host]
 * @returns {Promise<number | null>} the port, or null when it is taken
 */
export function tryPort(port, host = '127.0.0.1') {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (/** @type {NodeJS.ErrnoException} */ error) =>
      error.code === 'EADDRINUSE' ? resolve(null) : reject(error),
    );
    server.listen({ port, host, exclusive: true }, () => {
      const { port: free } = /** @type {import('node:net').AddressInfo} */ (server.address());
      server.close(() => resolve(free));
    });
  });
}

/** A port that nobody listens on at this moment. */
export const freePort = async () => /** @type {number} */ (await tryPort(0));

/**
 * Refuses to go on when a port is taken, and says how to choose another.
 * @param {string} name of the variable that chooses it
 * @param {number} port
 * @param {string} host
 */
export async function assertFree(name, port, host) {
  const free = await tryPort(port, host).catch((error) => {
    throw new Problem(`${name}=${port} on ${host} cannot be used: ${error.message}.`);
  });
  if (free) return;
  throw new Problem(
    `Port ${port} is taken by another program. ` +
      `Stop that one, or choose another port: ${name}=${port + 1} npm start`,
  );
}
