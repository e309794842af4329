import { spawn } from 'node:child_process';
import { checkMachine, install } from './lib/install.mjs';
import { node } from './lib/paths.mjs';
import { failWith } from './lib/problem.mjs';

// Runs a script with the project's own Node, which also runs TypeScript files as they are:
// node scripts/with-node.mjs <file> [arguments]
try {
  checkMachine();
  await install();
  const child = spawn(node, process.argv.slice(2), { stdio: 'inherit' });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM']))
    process.on(signal, () => child.kill(signal));
  child.once('error', failWith);
  child.once('exit', (code) => process.exit(code ?? 1));
} catch (error) {
  failWith(error);
}
