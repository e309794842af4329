import { spawn } from 'node:child_process';
import { openSync, closeSync, fstatSync, readFileSync, readSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Problem } from '../problem.mjs';
import { commandLine, endProcess, processIdentity } from '../processes.mjs';
import { until } from '../wait.mjs';
import { cleanEnv, databaseFault } from './cluster.mjs';

/** After a kill -9 the old server's parts need a moment (about 2 s) to notice and let go. */
const RETRY_MS = 15_000;
/** Replaying the log after a crash takes time on a slow disk. */
const RECOVERY_MS = 300_000;
const PASSING = /pre-existing shared memory block|lock file "postmaster\.pid" already exists/;

const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: 100,
  shared_buffers: '128MB',
  effective_cache_size: '512MB',
  random_page_cost: 1.1,
  jit: 'off',
  wal_compression: 'on',
  max_wal_size: '2GB',
  log_checkpoints: 'off',
  shared_preload_libraries: 'pg_stat_statements',
};

/** For throw-away data of tests only: a power cut would lose it. */
export const UNSAFE_BUT_FAST = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' };

/**
 * Starts PostgreSQL on its data and waits until it takes connections.
 * @param {import('./cluster.mjs').Cluster} cluster
 * @param {{ port: number, logFile: string, settings?: Record<string, string | number> }} options
 * @returns {Promise<import('node:child_process').ChildProcess>}
 */
export async function launchServer(cluster, { port, logFile, settings = {} }) {
  const { data, programs, user } = cluster;
  const flags = Object.entries({ ...SETTINGS, ...settings, port }).flatMap(([k, v]) => [
    '-c',
    `${k}=${v}`,
  ]);
  const giveUpAt = Date.now() + RETRY_MS;
  for (;;) {
    await endOrphan(data);
    const log = openSync(logFile, 'a+', 0o600);
    const from = fstatSync(log).size;
    // Its own process group: Ctrl-C must reach it after the server, not with it.
    const child = spawn(programs.postgres, ['-D', data, ...flags], {
      ...user,
      cwd: '/',
      env: cleanEnv,
      detached: true,
      stdio: ['ignore', log, log],
    });
    // The last resort, for when this process ends without having stopped it.
    const onExit = () => child.kill('SIGINT');
    process.once('exit', onExit);
    child.once('exit', () => process.off('exit', onExit));
    const ended = () => child.exitCode !== null || child.signalCode !== null;
    const failed = new Promise((_, reject) => child.once('error', reject));
    const answer = until(() => ended() || isReady(data, child.pid), {
      timeoutMs: RECOVERY_MS,
      everyMs: 15,
    });
    await Promise.race([answer, failed]);
    const said = readFrom(log, from);
    closeSync(log);
    if (!ended()) return child;
    if (!PASSING.test(said) || Date.now() > giveUpAt)
      throw databaseFault('could not be started', data, said);
    await sleep(200);
  }
}

/**
 * PostgreSQL writes its state into the pid file.
 * @param {string} data
 * @param {number | undefined} pid
 */
function isReady(data, pid) {
  const lines = pidFile(data);
  return Number(lines[0]) === pid && lines[7]?.startsWith('ready');
}

/**
 * Stops a server that outlived whoever started it. A pid file that a crash left behind means
 * nothing unless that number is now a PostgreSQL of this very directory.
 * @param {string} data
 */
export async function endOrphan(data) {
  const pid = Number(pidFile(data)[0]);
  if (!pid || !commandLine(pid).includes(`-D ${data} `)) return;
  const orphan = { pid, identity: processIdentity(pid) };
  await endProcess(orphan, [
    { signal: 'SIGINT', waitMs: 20_000 },
    { signal: 'SIGQUIT', waitMs: 5_000 },
    { signal: 'SIGKILL', waitMs: 5_000 },
  ]).catch((error) => {
    throw new Problem(
      `Another user's PostgreSQL (process ${pid}) runs on ${data}: ${error.message}`,
    );
  });
}

/** @param {string} data */
function pidFile(data) {
  try {
    return readFileSync(path.join(data, 'postmaster.pid'), 'utf8').split('\n');
  } catch (error) {
    if (error.code === 'ENOENT') return [];
    throw new Problem(
      `The database in ${data} belongs to another user (${error.code}). ` +
        'Start as that user, or set DATA_DIR to a directory of your own.',
      { cause: error },
    );
  }
}

/**
 * @param {number} file
 * @param {number} from
 */
function readFrom(file, from) {
  const buffer = Buffer.alloc(Math.min(fstatSync(file).size - from, 20_000));
  return buffer.toString('utf8', 0, readSync(file, buffer, 0, buffer.length, from));
}
