import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { Problem } from '../../lib/problem.mjs';

/**
 * Runs a program with its output in the log, line by line: a secret that comes in two chunks is seen
 * as one and hidden.
 * @param {string} file
 * @param {string[]} args
 * @param {object} options
 * @param {string} options.cwd
 * @param {NodeJS.ProcessEnv} options.env
 * @param {number} options.limitMs
 * @param {(line: string) => void} options.say
 * @param {number} [options.attempts]
 * @param {number} [options.backoffMs]
 * @returns {Promise<string>} what it wrote to its standard output
 */
export async function command(file, args, { attempts = 1, backoffMs = 5_000, say, ...options }) {
  const name = [file.split('/').at(-1), args[0]].join(' ');
  for (let attempt = 1; ; attempt++) {
    const { code, signal, output } = await once(file, args, { say, ...options });
    if (code === 0) return output;
    const late = signal === 'SIGKILL' ? ` (ended after ${options.limitMs / 1000} s)` : '';
    const message = `${name} failed with ${signal ?? `exit code ${code}`}${late}.`;
    if (attempt >= attempts) throw new Problem(message);
    say(`${message} Trying again (${attempt} of ${attempts}).`);
    await sleep(backoffMs * 2 ** (attempt - 1));
  }
}

/** @returns {Promise<{ code: number | null, signal: NodeJS.Signals | null, output: string }>} */
function once(file, args, { cwd, env, limitMs, say }) {
  return new Promise((resolve, reject) => {
    // A group of its own: what hangs may be a child of it.
    const child = spawn(file, args, {
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    const end = () => {
      try {
        process.kill(-(child.pid ?? 0), 'SIGKILL');
      } catch {
        // It has ended by itself.
      }
    };
    const timer = setTimeout(end, limitMs);
    process.once('exit', end);
    let output = '';
    createInterface({ input: child.stdout }).on('line', (line) => {
      output += `${line}\n`;
      say(line);
    });
    createInterface({ input: child.stderr }).on('line', say);
    child.once('error', (error) =>
      reject(new Problem(`${file} cannot be started: ${error.message}`)),
    );
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      process.off('exit', end);
      resolve({ code, signal, output });
    });
  });
}
