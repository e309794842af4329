import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { lastLines, openLog } from './logs.mjs';
import { node } from './paths.mjs';
import { Problem } from './problem.mjs';
import { endProcess, processIdentity } from './processes.mjs';
import { supervise } from './supervise.mjs';
import { until } from './wait.mjs';

const RECORD = 'services.json';
const PRELOAD = new URL('./end-with-parent.mjs', import.meta.url).href;

/**
 * @typedef {object} ServiceOptions
 * @property {string} name
 * @property {string[]} args for Node 24
 * @property {string} cwd
 * @property {NodeJS.ProcessEnv} env
 * @property {string} readyUrl answers 200 when the service can be used
 * @property {number} [readyWithinMs]
 * @property {(message: string) => void} say
 * @property {(error: unknown) => void} giveUp
 */

/**
 * Starts a part of the product, waits until it can be used, and keeps it running.
 * @param {import('./data-dir.mjs').DataDir} dataDir
 * @param {ServiceOptions} options
 */
export async function startService(dataDir, options) {
  const { name, args, cwd, env, readyUrl, readyWithinMs = 60_000, say, giveUp } = options;
  const logFile = openLog(dataDir, name);

  const launch = async () => {
    const log = openSync(logFile, 'a', 0o600);
    // Its own process group, so that Ctrl-C reaches it in its turn. The channel tells it when we die.
    const child = spawn(node, ['--import', PRELOAD, ...args], {
      cwd,
      env,
      detached: true,
      stdio: ['ignore', log, log, 'ipc'],
    });
    closeSync(log);
    if (child.pid) remember(dataDir, name, child.pid);
    const failed = new Promise((_, reject) => child.once('error', reject));
    const ended = () => child.exitCode !== null || child.signalCode !== null;
    const answers = until(() => ended() || isReady(readyUrl), { timeoutMs: readyWithinMs });
    const outcome = await Promise.race([answers, failed]);
    if (outcome && !ended()) return child;
    if (!ended()) child.kill('SIGKILL');
    const why = outcome ? 'ended at its start' : `was not ready after ${readyWithinMs / 1000} s`;
    throw new Problem(
      `The ${name} ${why}. Its last lines (${logFile}):\n${lastLines(logFile, 30)}`,
    );
  };

  const service = await supervise({ name: `The ${name}`, launch, say, giveUp });
  return {
    name,
    /** Its process; a new one after each crash. */
    get pid() {
      return service.pid;
    },
    /** Asks it to end in good order, and ends it when that takes too long. */
    async stop({ withinMs = 40_000 } = {}) {
      const { child, ended } = service.letGo();
      child.kill('SIGTERM');
      const kill = setTimeout(() => child.kill('SIGKILL'), withinMs);
      await ended;
      clearTimeout(kill);
      forget(dataDir, name);
    },
    /** Ends it at once. */
    kill: () => service.letGo().child.kill('SIGKILL'),
  };
}

/** @param {string} url */
async function isReady(url) {
  try {
    const answer = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(5_000) });
    await answer.body?.cancel();
    return answer.status < 400;
  } catch {
    return false;
  }
}

/** Notes a part that runs, so that a later start can end it if this one is killed. */
function remember(dataDir, name, pid) {
  dataDir.write(RECORD, {
    ...dataDir.read(RECORD),
    [name]: { pid, identity: processIdentity(pid) },
  });
}

function forget(dataDir, name) {
  const { [name]: _, ...others } = dataDir.read(RECORD) ?? {};
  dataDir.write(RECORD, others);
}

/**
 * Ends the parts that an earlier start left behind when it was killed. They end by themselves; this
 * waits for it, and helps after a while.
 * @param {import('./data-dir.mjs').DataDir} dataDir
 */
export async function endLeftovers(dataDir) {
  const left = Object.values(dataDir.read(RECORD) ?? {});
  const steps = /** @type {const} */ ([
    { signal: 'SIGTERM', waitMs: 10_000 },
    { signal: 'SIGKILL', waitMs: 5_000 },
  ]);
  await Promise.all(left.map((service) => endProcess(service, [...steps])));
  if (left.length > 0) dataDir.write(RECORD, {});
}
