import { createRequire } from 'node:module';
import { readFileSync, writeFileSync } from 'node:fs';
import { buildServer } from './lib/build.mjs';
import { checkMachine, install } from './lib/install.mjs';
import { inRoot } from './lib/paths.mjs';
import { freePort } from './lib/ports.mjs';
import { startPostgres } from './lib/postgres/index.mjs';
import { failWith, Problem } from './lib/problem.mjs';
import { migrate, startServer } from './lib/product.mjs';
import { startProgress } from './lib/progress.mjs';
import { secretsOf } from './lib/secrets.mjs';
import { temporaryDataDir } from './lib/temporary.mjs';

// npm run bench:processes: what several processes behind nginx bring on this machine. Writes its table
// into docs/scaling.md. BENCH_SECONDS and BENCH_RUNS shorten it.

const { step, say } = startProgress();
const seconds = Number(process.env.BENCH_SECONDS || 10);
const runs = Number(process.env.BENCH_RUNS || 3);
const PAGE = inRoot('docs/scaling.md');
const BETWEEN = /(<!-- npm run bench:processes -->)[^]*?(<!-- end -->)/;

const SENDERS = 8;
const LISTENERS = 3;

/** Processes behind nginx, callers; 0 processes: one, asked directly. */
const SET_UPS = [
  [0, 1],
  [0, 50],
  [1, 50],
  [2, 50],
  [3, 50],
  [3, 150],
];

async function bench() {
  checkMachine();
  await step('install', install);
  await step('build server', buildServer);
  const { measure } = await import('./bench/measure.mjs');
  const { messagesPerSecond } = await import('./bench/messages.mjs');
  const { startNginx } = await import('./bench/nginx.mjs');
  const { prepare } = await import('./bench/prepare.mjs');
  const { machine, table } = await import('./bench/report.mjs');
  const { SHAPES } = await import('./bench/shapes.mjs');
  const { findProgram } = await import('./testing/programs.mjs');
  const nginx = await findProgram({ name: 'nginx', variable: 'NGINX_PROGRAM' }, say);
  if ('missing' in nginx) throw new Problem(`nginx is needed: ${nginx.missing}.`);

  /** @type {(() => unknown)[]} */
  const stop = [];
  /** A folder of its own for each service, so that each has its own record. */
  const folder = async () => {
    const { dataDir, remove } = await temporaryDataDir('bench');
    stop.unshift(() => dataDir.release(), remove);
    return dataDir;
  };
  try {
    const watch = { say, giveUp: (error) => console.error(error) };
    const dataDir = await folder();
    const postgres = await step('database', () => startPostgres(dataDir, watch));
    stop.unshift(() => postgres.stop());
    await step('migrate', () => migrate(postgres.url));
    const env = {
      ...process.env,
      ...secretsOf(dataDir, {}),
      TRUSTED_PROXIES: '1',
      // The limiter is at work, and out of the way.
      RATE_LIMIT_PER_MINUTE: '100000000',
    };
    /** @type {number[]} */
    const ports = [];
    const startAnother = async () => {
      const apiPort = await freePort();
      const product = { env, databaseUrl: postgres.url, apiPort, port: 3000, ...watch };
      const home = await folder();
      const server = await startServer(home, product);
      stop.unshift(() => server.stop());
      ports.push(apiPort);
    };
    await step('server', startAnother);
    const direct = `http://127.0.0.1:${ports[0]}`;
    const shape = SHAPES[0];
    const loadOf = await prepare(direct, [shape]);

    const { Client } = createRequire(inRoot('server/package.json'))('pg');
    const database = new Client({ connectionString: postgres.url });
    await database.connect();
    stop.unshift(() => database.end());
    const commits = async () => {
      const { rows } = await database.query(
        'SELECT xact_commit::int AS count FROM pg_stat_database WHERE datname = current_database()',
      );
      return rows[0].count;
    };

    const rows = [];
    for (const [processes, callers] of SET_UPS) {
      while (ports.length < processes) await step(`server ${ports.length + 1}`, startAnother);
      const proxy = processes > 0 ? await startNginx(nginx.path, ports) : undefined;
      const name = processes > 0 ? `${processes} behind nginx` : '1, asked directly';
      const began = { commits: await commits(), at: performance.now() };
      const figure = await step(
        `${name}, ${callers} callers`,
        () => measure(loadOf(shape, callers, proxy?.url ?? direct), { runs, seconds }),
        ({ perSecond }) => `${perSecond.toFixed(0)} runs/s`,
      );
      const commitsPerSecond =
        ((await commits()) - began.commits) / ((performance.now() - began.at) / 1000);
      await proxy?.stop();
      rows.push([
        name,
        String(callers),
        figure.perSecond.toFixed(0),
        String(figure.p50Ms),
        String(figure.p99Ms),
        Math.max(1, figure.perSecond / commitsPerSecond).toFixed(0),
      ]);
    }
    const newClient = () => new Client({ connectionString: postgres.url });
    const messages = await step(
      `messages, ${SENDERS} senders and ${LISTENERS} listeners`,
      () => messagesPerSecond(newClient, { senders: SENDERS, listeners: LISTENERS, seconds }),
      (perSecond) => `${perSecond.toFixed(0)} a second`,
    );
    const { rows: stored } = await database.query(
      `SELECT (SELECT sum(pg_total_relation_size(inhrelid)) FROM pg_inherits
               WHERE inhparent IN ('runs'::regclass, 'run_steps'::regclass))::float8
              / (SELECT count(*) FROM runs) AS bytes`,
    );
    const figures = table(
      ['processes', 'callers', 'runs/s', 'p50 ms', 'p99 ms', 'runs in one commit'],
      rows,
    );
    console.log(`\n${figures}\n`);
    const settings = `The table: median of ${runs} × ${seconds} s after a warm-up. ${machine().join('; ')}.`;
    const before = readFileSync(PAGE, 'utf8');
    const notify = `Messages (\`NOTIFY\`), each in a transaction of its own, ${SENDERS} senders and ${LISTENERS} listeners: ${messages.toFixed(0)} a second, in one pass of ${seconds} s. A run of this shape takes ${(stored[0].bytes / 1024).toFixed(1)} kB in the database, its step and all indexes included.`;
    writeFileSync(
      PAGE,
      before.replace(BETWEEN, `$1\n\n${figures}\n\n${notify}\n\n${settings}\n\n$2`),
    );
    say('Written: docs/scaling.md');
  } finally {
    for (const action of stop) await action();
  }
}

bench().then(() => process.exit(0), failWith);
