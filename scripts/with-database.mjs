import { spawn } from 'node:child_process';
import { checkMachine, install } from './lib/install.mjs';
import { node } from './lib/paths.mjs';
import { startPostgres, UNSAFE_BUT_FAST } from './lib/postgres/index.mjs';
import { failWith } from './lib/problem.mjs';
import { temporaryDataDir } from './lib/temporary.mjs';
import path from 'node:path';

// Runs a command with a PostgreSQL of its own in TEST_DATABASE_URL, for example one test file:
// cd server && node ../scripts/with-database.mjs pnpm test src/features/tools
async function main() {
  checkMachine();
  await install();
  const { dataDir, remove } = await temporaryDataDir('command');
  const postgres = await startPostgres(dataDir, {
    settings: { ...UNSAFE_BUT_FAST, max_connections: 300 },
  });
  const [command, ...args] = process.argv.slice(2);
  const env = {
    ...process.env,
    PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH}`,
    TEST_DATABASE_URL: postgres.url,
    DATABASE_URL: postgres.url,
  };
  const code = await new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', env });
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM']))
      process.on(signal, () => child.kill(signal));
    child.once('error', reject);
    child.once('exit', (exitCode) => resolve(exitCode ?? 1));
  }).finally(async () => {
    await postgres.stop();
    dataDir.release();
    remove();
  });
  process.exit(code);
}

main().catch(failWith);
