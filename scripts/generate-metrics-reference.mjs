import path from 'node:path';
import { buildServer } from './lib/build.mjs';
import { checkMachine, install } from './lib/install.mjs';
import { inRoot, node, root } from './lib/paths.mjs';
import { startPostgres, UNSAFE_BUT_FAST } from './lib/postgres/index.mjs';
import { failWith, Problem } from './lib/problem.mjs';
import { run } from './lib/processes.mjs';
import { migrate } from './lib/product.mjs';
import { temporaryDataDir } from './lib/temporary.mjs';

// Writes the reference page of the metrics from the registry of a server that is started for it. The
// page is committed; a test of the server fails when it says something else.

const PAGE = inRoot('docs/reference/metrics.md');

async function main() {
  checkMachine();
  await install();
  await buildServer();
  const { dataDir, remove } = await temporaryDataDir('metrics');
  const postgres = await startPostgres(dataDir, { settings: UNSAFE_BUT_FAST });
  try {
    await migrate(postgres.url);
    const { code, output } = await run(node, [inRoot('server/dist/metrics-reference.js'), PAGE], {
      cwd: root,
      env: { PATH: process.env.PATH, DATABASE_URL: postgres.url },
    });
    if (code !== 0) throw new Problem(`The metrics could not be read:\n${output.trim()}`);
  } finally {
    await postgres.stop();
    dataDir.release();
    remove();
  }
  console.log(`Written: ${path.relative(root, PAGE)}`);
}

main().catch(failWith);
