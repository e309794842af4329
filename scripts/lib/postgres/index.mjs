import { tryPort, freePort } from '../ports.mjs';
import { supervise } from '../supervise.mjs';
import { openLog } from '../logs.mjs';
import { databaseUrl, openCluster, recordPort } from './cluster.mjs';
import { launchServer } from './server.mjs';

export { UNSAFE_BUT_FAST } from './server.mjs';

/**
 * Starts the embedded PostgreSQL of a data directory and keeps it running.
 * @param {import('../data-dir.mjs').DataDir} dataDir
 * @param {object} [options]
 * @param {(message: string) => void} [options.say]
 * @param {(error: unknown) => void} [options.giveUp] when it died and cannot be brought back
 * @param {Record<string, string | number>} [options.settings] of PostgreSQL
 */
export async function startPostgres(dataDir, { say = () => {}, giveUp = () => {}, settings } = {}) {
  const cluster = await openCluster(dataDir);
  const port = (cluster.port && (await tryPort(cluster.port))) || (await freePort());
  const logFile = openLog(dataDir, 'postgres');
  const launch = () => launchServer(cluster, { port, logFile, settings });
  const server = await supervise({ name: 'PostgreSQL', launch, say, giveUp });
  if (port !== cluster.port) recordPort(dataDir, cluster, port);
  return {
    url: databaseUrl(cluster, port),
    /** Its process; a new one after each crash. */
    get pid() {
      return server.pid;
    },
    name: 'PostgreSQL',
    /** Stops it: connections are cut, what was committed is on disk. */
    async stop() {
      const { child, ended } = server.letGo();
      child.kill('SIGINT');
      const quit = setTimeout(() => child.kill('SIGQUIT'), 30_000);
      await ended;
      clearTimeout(quit);
    },
    /** Nothing is gained by anything harder: this stop takes a moment and leaves clean files. */
    kill: () => server.letGo().child.kill('SIGINT'),
  };
}
