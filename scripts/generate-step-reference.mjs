import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { buildServer } from './lib/build.mjs';
import { checkMachine, install } from './lib/install.mjs';
import { inRoot, root } from './lib/paths.mjs';
import { failWith } from './lib/problem.mjs';

// Writes the reference page of the step kinds from their schemas. The page is committed; a test of
// the server fails when it says something else.

const PAGE = inRoot('docs/reference/step-kinds.md');

async function main() {
  checkMachine();
  await install();
  await buildServer();
  const kinds = inRoot('server/dist/engine/kinds');
  const { STEP_KINDS } = await import(`${kinds}/index.js`);
  const { describeKinds } = await import(`${kinds}/reference.js`);
  await mkdir(path.dirname(PAGE), { recursive: true });
  await writeFile(PAGE, describeKinds(STEP_KINDS));
  console.log(`Written: ${path.relative(root, PAGE)}`);
}

main().catch(failWith);
