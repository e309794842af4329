import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { prepare } from './bench/prepare.mjs';
import { buildServer } from './lib/build.mjs';
import { checkMachine, install } from './lib/install.mjs';
import { inRoot } from './lib/paths.mjs';
import { freePort } from './lib/ports.mjs';
import { startPostgres } from './lib/postgres/index.mjs';
import { failWith } from './lib/problem.mjs';
import { migrate, startServer } from './lib/product.mjs';
import { startProgress } from './lib/progress.mjs';
import { secretsOf } from './lib/secrets.mjs';
import { temporaryDataDir } from './lib/temporary.mjs';

// npm run bench: what the product does on this machine, with durability, authentication and limits
// on. Prints the tables and writes docs/benchmarks.md. BENCH_SECONDS and BENCH_RUNS shorten it.

const { step, say } = startProgress();
const seconds = Number(process.env.BENCH_SECONDS || 10);
const runs = Number(process.env.BENCH_RUNS || 3);
const fixed = (value, digits = 1) => value.toFixed(digits);

const memoryMb = (pid) =>
  Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024;

async function bench() {
  checkMachine();
  await step('install', install);
  await step('build server', buildServer);
  const { measure } = await import('./bench/measure.mjs');
  const { SHAPES } = await import('./bench/shapes.mjs');
  const { machine, page, table } = await import('./bench/report.mjs');

  const { dataDir, remove } = await temporaryDataDir('bench');
  const stop = [() => dataDir.release(), remove];
  try {
    const watch = { say, giveUp: (error) => console.error(error) };
    const postgres = await step('database', () => startPostgres(dataDir, watch));
    stop.unshift(() => postgres.stop());
    await step('migrate', () => migrate(postgres.url));
    const apiPort = await freePort();
    const env = {
      ...process.env,
      ...secretsOf(dataDir, {}),
      // The limiter is at work, and out of the way.
      RATE_LIMIT_PER_MINUTE: '100000000',
    };
    const product = { env, databaseUrl: postgres.url, apiPort, port: 3000, ...watch };
    const began = performance.now();
    const server = await step('server', () => startServer(dataDir, product));
    const readyMs = performance.now() - began;
    stop.unshift(() => server.stop());

    const loadOf = await prepare(`http://127.0.0.1:${apiPort}`, SHAPES);
    const idleMb = memoryMb(server.pid);
    const rows = [];
    for (const shape of SHAPES) {
      for (const connections of shape.concurrency) {
        const name = `${shape.key} at ${connections}`;
        const figure = await step(
          name,
          () => measure(loadOf(shape, connections), { runs, seconds }),
          ({ perSecond, p99Ms }) => `${fixed(perSecond, 0)} runs/s, p99 ${p99Ms} ms`,
        );
        rows.push([
          `${shape.key}: ${shape.title}`,
          String(connections),
          fixed(figure.perSecond, 0),
          fixed(figure.meanMs, 2),
          String(figure.p50Ms),
          String(figure.p99Ms),
          fixed(figure.meanMs / shape.steps, 2),
        ]);
      }
    }
    const runTable = table(
      ['shape', 'concurrent', 'runs/s', 'mean ms', 'p50 ms', 'p99 ms', 'ms a step'],
      rows,
    );
    const startTable = table(
      ['what', 'figure'],
      [
        ['server start to ready, schema in place', `${fixed(readyMs / 1000, 2)} s`],
        ['server memory, idle, built-in model not loaded', `${fixed(idleMb, 0)} MB`],
        ['server memory after the load', `${fixed(memoryMb(server.pid), 0)} MB`],
      ],
    );
    console.log(`\n${runTable}\n\n${startTable}\n`);
    const settings =
      `one server process, NODE_ENV=production, API key, rate limiter on, fsync and ` +
      `synchronous_commit on; server, database and load generator on the same cores; ` +
      `median of ${runs} × ${seconds} s after a warm-up`;
    mkdirSync(inRoot('docs'), { recursive: true });
    writeFileSync(
      inRoot('docs/benchmarks.md'),
      page({ machine: machine(), runs: runTable, start: startTable, settings }),
    );
    say('Written: docs/benchmarks.md');
  } finally {
    for (const action of stop) await action();
  }
}

bench().then(() => process.exit(0), failWith);
