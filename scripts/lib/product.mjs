import { execFileSync } from 'node:child_process';
import { withoutNpm } from './install.mjs';
import { inRoot, node, root } from './paths.mjs';
import { Problem } from './problem.mjs';
import { run } from './processes.mjs';
import { startService } from './services.mjs';

/**
 * What both parts of the product get from whoever starts them.
 * @typedef {object} Product
 * @property {NodeJS.ProcessEnv} env settings and secrets
 * @property {string} databaseUrl
 * @property {number} apiPort
 * @property {number} port
 * @property {string} [host] where the client listens
 * @property {(message: string) => void} say
 * @property {(error: unknown) => void} giveUp
 */

/**
 * Brings the schema up to date.
 * @param {string} databaseUrl
 * @param {string} [sessionUrl] where DATABASE_URL leads through a pooler in transaction mode
 * @returns {Promise<string>} what was done, in words
 */
export async function migrate(databaseUrl, sessionUrl = '') {
  const env = { ...withoutNpm(), DATABASE_URL: databaseUrl, DATABASE_SESSION_URL: sessionUrl };
  const { code, output } = await run(node, [inRoot('server/dist/migrate.js')], { cwd: root, env });
  if (code !== 0) throw new Problem(output.trim());
  return output.trim().split('\n').at(-1) ?? '';
}

/**
 * @param {import('./data-dir.mjs').DataDir} dataDir
 * @param {Product} product
 */
export const startServer = (dataDir, { env, databaseUrl, apiPort, port, say, giveUp }) =>
  startService(dataDir, {
    name: 'server',
    args: ['--enable-source-maps', inRoot('server/dist/main.js')],
    cwd: inRoot('server'),
    env: {
      ...withoutNpm(env),
      NODE_ENV: env.NODE_ENV || 'production',
      PUBLIC_URL: env.PUBLIC_URL || `http://localhost:${port}`,
      COMMIT: env.COMMIT || commit(),
      // The web interface started here is the one proxy in front, unless others reach the API too.
      TRUSTED_PROXIES: env.TRUSTED_PROXIES || (env.API_HOST ? '0' : '1'),
      DATABASE_URL: databaseUrl,
      API_PORT: String(apiPort),
    },
    readyUrl: `http://${reachable(env.API_HOST)}:${apiPort}/health/ready`,
    say,
    giveUp,
  });

/**
 * @param {import('./data-dir.mjs').DataDir} dataDir
 * @param {Product} product
 */
export const startClient = (dataDir, { env, apiPort, port, host = '127.0.0.1', say, giveUp }) =>
  startService(dataDir, {
    name: 'client',
    args: [inRoot('client/.next/standalone/client/server.js')],
    cwd: inRoot('client'),
    env: {
      ...clientEnv(env),
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      COMMIT: env.COMMIT || commit(),
      API_URL: env.API_URL || `http://${reachable(env.API_HOST)}:${apiPort}`,
      PORT: String(port),
      HOSTNAME: host,
    },
    readyUrl: `http://${reachable(host)}:${port}/`,
    say,
    giveUp,
  });

/** The client has no use for the server's secrets, so it does not get them. */
export function clientEnv(env) {
  const secret = /^(DATABASE_|REDIS_|JWT_|ENCRYPTION_|METRICS_|OTEL_|npm_)/i;
  return Object.fromEntries(Object.entries(env).filter(([name]) => !secret.test(name)));
}

/** The address by which this machine reaches what listens there. */
export const reachable = (host = '127.0.0.1') =>
  ['0.0.0.0', '::', ''].includes(host) ? '127.0.0.1' : host;

/** The commit that runs, when this is a clone. */
function commit() {
  try {
    const options = { cwd: root, stdio: ['ignore', 'pipe', 'ignore'], encoding: 'utf8' };
    return execFileSync('git', ['rev-parse', 'HEAD'], /** @type {any} */ (options)).trim();
  } catch {
    return 'unknown';
  }
}
