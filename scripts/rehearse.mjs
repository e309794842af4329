import { spawn } from 'node:child_process';
import { buildServer } from './lib/build.mjs';
import { checkMachine, install } from './lib/install.mjs';
import { inRoot, node } from './lib/paths.mjs';
import { failWith } from './lib/problem.mjs';

// npm run rehearse [NAME…]: carries the runbooks out on throw-away parts, and says how long it took.
async function main() {
  checkMachine();
  await install();
  await buildServer();
  const child = spawn(node, [inRoot('scripts/rehearse/main.mjs'), ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM']))
    process.on(signal, () => child.kill(signal));
  child.once('error', failWith);
  child.once('exit', (code) => process.exit(code ?? 1));
}

main().catch(failWith);
