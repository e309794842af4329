import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { buildAll, buildServer } from './lib/build.mjs';
import { checkMachine, install } from './lib/install.mjs';
import { failWith, Problem } from './lib/problem.mjs';
import { startProgress } from './lib/progress.mjs';

// npm test: every suite. npm test -- server runs one of them (scripts, server, client, browser),
// npm test -- server api-keys only what matches in it. Exit code 1 on any failure.

const { step, say } = startProgress();
const strict = process.env.CI === 'true';

async function main() {
  checkMachine();
  await step('install', install, (done) => (done ? '' : 'up to date'));
  // Loaded only now: some of it comes from packages, and from a newer Node's standard library.
  const { runSuites } = await import('./testing/run-suites.mjs');
  const { SUITES } = await import('./testing/suites.mjs');

  const [name, ...filter] = process.argv.slice(2);
  if (name !== undefined && !(name in SUITES)) {
    throw new Problem(
      `There is no suite "${name}". The suites are: ${Object.keys(SUITES).join(', ')}.`,
    );
  }
  const suites = name === undefined ? Object.keys(SUITES) : [name];
  // The product is what the scripts start and the browser opens; the server's tests need its schema.
  const built = (done) => (done ? '' : 'up to date');
  if (suites.includes('scripts') || suites.includes('browser')) {
    const { server, client } = await buildAll();
    client.catch(() => {}); // reported where it is awaited
    await step('build server', () => server, built);
    await step('build client', () => client, built);
  } else if (suites.includes('server')) {
    await step('build server', buildServer, built);
  }

  const reports = mkdtempSync(path.join(os.tmpdir(), 'aipoweredmakers-reports-'));
  try {
    return await runSuites(suites, { reports, filter, strict, say });
  } finally {
    rmSync(reports, { recursive: true, force: true });
  }
}

for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130));
main().then((failed) => process.exit(failed > 0 ? 1 : 0), failWith);
