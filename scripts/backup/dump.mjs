import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Problem } from '../lib/problem.mjs';
import { programAddress } from './connection.mjs';
import { meter, sealing } from './seal.mjs';

/** @typedef {ReturnType<typeof import('./programs.mjs').findPrograms>} Programs */

/**
 * Writes what a snapshot sees, encrypted on its way: the plain text never touches the disk.
 * @param {object} options
 * @param {Programs} options.programs
 * @param {string} options.url
 * @param {string} options.snapshot
 * @param {string} options.file must not exist
 * @param {string[]} options.recipients none: not encrypted
 */
export async function writeDump({ programs, url, snapshot, file, recipients }) {
  const { dbname, env } = programAddress(url);
  // A table that is locked, for example by a migration, is waited for; for a minute, not for ever.
  const how = ['--format=custom', '--no-password', '--lock-wait-timeout=60000'];
  const args = [...how, `--snapshot=${snapshot}`, `--dbname=${dbname}`];
  const counted = meter();
  const target = createWriteStream(file, { flags: 'wx', mode: 0o600, flush: true });
  await runProgram(programs.pg_dump, args, env, ({ stdout, stdin }) => {
    stdin.end();
    return recipients.length > 0
      ? pipeline(stdout, sealing(recipients), counted.stream, target)
      : pipeline(stdout, counted.stream, target);
  });
  return counted.result();
}

/**
 * Reads a whole dump as a restore would. (Its table of contents alone would prove little.)
 * @param {Programs} programs
 * @param {NodeJS.ReadableStream} source
 */
export const readThrough = (programs, source) =>
  runProgram(programs.pg_restore, ['--file=/dev/null'], process.env, ({ stdin }) =>
    pipeline(source, stdin),
  );

/**
 * Restores a dump into an empty database, all of it or nothing.
 * @param {Programs} programs
 * @param {NodeJS.ReadableStream} source
 * @param {string} url
 */
export async function loadDump(programs, source, url) {
  const { dbname, env } = programAddress(url);
  const psql = ['--no-psqlrc', '--quiet', '--no-password', '--set=ON_ERROR_STOP=1'];
  await runProgram(
    programs.psql,
    [...psql, '--output=/dev/null', `--dbname=${dbname}`],
    env,
    async (target) => {
      const whole = ['--no-owner', '--no-privileges', '--file=-'];
      let refused = null;
      await runProgram(programs.pg_restore, whole, process.env, (reader) =>
        Promise.all([
          pipeline(source, reader.stdin),
          pipeline(asOne(reader.stdout), target.stdin, { end: false }).catch((error) => {
            refused = error;
            throw error;
          }),
        ]),
      ).catch((error) => {
        // When psql ended, its own words count, not those of the one that wrote to it.
        throw refused && pipeBroke(refused) ? refused : error;
      });
      // Only now, when the dump was read to its end without a fault. An end without it rolls back.
      target.stdin.end('COMMIT;\n');
    },
  );
}

/** Statements that a restore must not fail on: a newer pg_dump's setting, and an operator's extension. */
const NOT_OURS =
  /^(SET transaction_timeout = 0;|(CREATE|COMMENT ON) EXTENSION (IF NOT EXISTS )?pg_stat_statements .*;)$/gm;
const HEAD_BYTES = 1_000_000;

/** The script in one transaction, without the statements above; they come before the first table. */
async function* asOne(/** @type {AsyncIterable<Buffer>} */ script) {
  yield 'BEGIN;\n';
  let head = Buffer.alloc(0);
  let passed = false;
  for await (const chunk of script) {
    if (passed) {
      yield chunk;
      continue;
    }
    head = Buffer.concat([head, chunk]);
    if (head.length < HEAD_BYTES && !head.includes('\nCREATE TABLE ')) continue;
    passed = true;
    yield withoutNotOurs(head);
  }
  if (!passed) yield withoutNotOurs(head);
}

/** Byte for byte (latin1), because the end may cut a character in two. */
const withoutNotOurs = (head) =>
  Buffer.from(head.toString('latin1').replace(NOT_OURS, ''), 'latin1');

/**
 * Runs one of PostgreSQL's programs to its end.
 * @param {string} file
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @param {(child: import('node:child_process').ChildProcessWithoutNullStreams) => Promise<unknown>} connect
 *   moves its input and output
 */
async function runProgram(file, args, env, connect) {
  const child = spawn(file, args, { env, stdio: 'pipe' });
  const onExit = () => child.kill('SIGKILL');
  process.once('exit', onExit);
  let said = '';
  child.stderr.on('data', (text) => (said = (said + text).slice(-4000)));
  const ended = once(child, 'close').finally(() => process.off('exit', onExit));
  ended.catch(() => {}); // cannot be started: told below
  const fault = await connect(child).then(
    () => null,
    (error) => error,
  );
  // Where only the pipe broke the program is ending by itself, and says why.
  const kill = () => void child.kill('SIGKILL');
  const timer = fault && (pipeBroke(fault) ? setTimeout(kill, ENDING_MS) : kill());
  const [code, signal] = await ended;
  clearTimeout(timer ?? undefined);
  if (fault && !pipeBroke(fault)) throw fault;
  if (code !== 0) {
    const why = said.trim() || `it ended with ${signal ?? `exit code ${code}`}`;
    throw new Problem(`${path.basename(file)} failed: ${why}`);
  }
  if (fault) throw fault;
}

const ENDING_MS = 10_000;
const pipeBroke = ({ code }) =>
  ['EPIPE', 'ERR_STREAM_PREMATURE_CLOSE', 'ECONNRESET'].includes(code);
