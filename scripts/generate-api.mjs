import path from 'node:path';
import { buildServer } from './lib/build.mjs';
import { checkMachine, install } from './lib/install.mjs';
import { inRoot, node, root } from './lib/paths.mjs';
import { failWith, Problem } from './lib/problem.mjs';
import { run } from './lib/processes.mjs';

// Writes the server's OpenAPI document and the client's types from it. Both are committed; CI runs
// this and fails when it changes anything.

const FOLDER = inRoot('client/src/lib/api');
const DOCUMENT = path.join(FOLDER, 'openapi.json');

/** @param {string[]} args */
async function runNode(args) {
  const { code, output } = await run(node, args, { cwd: root });
  if (code !== 0) throw new Problem(`${path.relative(root, args[0])} failed:\n${output.trim()}`);
}

async function main() {
  checkMachine();
  await install();
  await buildServer();
  await runNode([inRoot('server/dist/openapi.js'), DOCUMENT]);
  const types = path.join(FOLDER, 'schema.d.ts');
  await runNode([
    inRoot('client/node_modules/openapi-typescript/bin/cli.js'),
    DOCUMENT,
    '--output',
    types,
  ]);
  console.log(`Written: ${[DOCUMENT, types].map((file) => path.relative(root, file)).join(', ')}`);
}

main().catch(failWith);
