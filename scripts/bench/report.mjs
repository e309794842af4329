import { execFileSync } from 'node:child_process';
import os from 'node:os';
import { node, root } from '../lib/paths.mjs';

/**
 * @param {string[]} head
 * @param {string[][]} rows
 */
export const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

/** The machine and the versions, for whoever compares. */
export function machine() {
  const cpus = os.cpus();
  const git = (...args) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();
  return [
    `${cpus.length} × ${cpus[0].model.trim()}, ${Math.round(os.totalmem() / 1024 ** 3)} GB memory`,
    `${os.type()} ${os.release()} ${os.arch()}`,
    `Node ${execFileSync(node, ['-p', 'process.versions.node'], { encoding: 'utf8' }).trim()}, embedded PostgreSQL 16`,
    `commit ${git('rev-parse', '--short', 'HEAD')}, ${new Date().toISOString().slice(0, 10)}`,
  ];
}

/**
 * The page that is committed.
 * @param {{ machine: string[], runs: string, start: string, settings: string }} parts
 */
export const page = ({ machine, runs, start, settings }) => `# Benchmarks

Written by \`npm run bench\`. Figures of one machine: compare them with figures of the same machine only.

${machine.map((line) => `- ${line}`).join('\n')}
- ${settings}

## Runs over HTTP

${runs}

## Process

${start}
`;
