import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { until } from './wait.mjs';

const hasProc = existsSync('/proc/self/stat');

/**
 * Tells a process from a later one that got the same number.
 * @param {number} pid
 * @returns {string | null} null when there is no such process (a zombie counts as gone)
 */
export function processIdentity(pid) {
  try {
    if (!hasProc) return started(pid);
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the command in brackets and may hold anything, so count from its end.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return null;
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${pid}@${fields[19]}@${boot}`;
  } catch {
    return null;
  }
}

/** @param {number} pid */
function started(pid) {
  const [state, ...time] = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], {
    encoding: 'utf8',
  })
    .trim()
    .split(/\s+/);
  return state.startsWith('Z') ? null : `${pid}@${time.join(' ')}`;
}

/**
 * The process that started this one, as far as it is still there.
 * @param {number} pid
 * @returns {number | null}
 */
export function parentOf(pid) {
  try {
    if (!hasProc) {
      return Number(execFileSync('ps', ['-o', 'ppid=', '-p', String(pid)], { encoding: 'utf8' }));
    }
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return null;
  }
}

/**
 * The command line of a process, its arguments separated by spaces.
 * @param {number} pid
 * @returns {string} empty when there is no such process
 */
export function commandLine(pid) {
  try {
    if (hasProc) return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return '';
  }
}

/**
 * Sends a signal; a process that is already gone is not an error.
 * @param {number} pid a negative number means the whole process group
 * @param {NodeJS.Signals} signal
 */
export function signal(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

/**
 * Ends a process with signals of growing strength and waits until it is gone.
 * @param {{ pid: number, identity: string | null }} target
 * @param {{ signal: NodeJS.Signals, waitMs: number }[]} steps
 * @param {{ group?: boolean }} [options] group: signal the whole process group
 */
export async function endProcess({ pid, identity }, steps, { group = false } = {}) {
  const gone = () => identity === null || processIdentity(pid) !== identity;
  for (const step of steps) {
    if (gone()) return;
    signal(group ? -pid : pid, step.signal);
    await until(gone, { timeoutMs: step.waitMs, everyMs: 20 });
  }
}

/**
 * Runs a command to its end and keeps what it prints.
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions & { onData?: (text: string) => void, onStart?: (child: import('node:child_process').ChildProcess) => void }} [options]
 * @returns {Promise<{ code: number | null, signal: NodeJS.Signals | null, output: string }>}
 */
export function run(command, args, { onData, onStart, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    onStart?.(child);
    const onExit = () => child.kill();
    process.once('exit', onExit);
    let output = '';
    const collect = (chunk) => {
      output += chunk;
      onData?.(String(chunk));
    };
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    child.once('error', reject);
    child.once('close', (code, signal) => {
      process.off('exit', onExit);
      resolve({ code, signal, output });
    });
  });
}
