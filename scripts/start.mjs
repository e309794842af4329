import { buildAll } from './lib/build.mjs';
import { openDataDir } from './lib/data-dir.mjs';
import { checkMachine, install } from './lib/install.mjs';
import { assertFree } from './lib/ports.mjs';
import { startPostgres } from './lib/postgres/index.mjs';
import { failWith } from './lib/problem.mjs';
import { migrate, reachable, startClient, startServer } from './lib/product.mjs';
import { startProgress } from './lib/progress.mjs';
import { secretsOf } from './lib/secrets.mjs';
import { endLeftovers } from './lib/services.mjs';
import { loadSettings, portFrom } from './lib/settings.mjs';
import { stopTogether } from './lib/stop.mjs';

// npm start: from a fresh clone to a running platform. Needs Node 20 and npm, nothing else.
// Order: install; then the database starts while server and client are built; the server starts
// as soon as it is built and the schema is there; the client follows.

const progress = startProgress();
const { step, say } = progress;

/** Never returns in good order: the process lives until it is stopped. */
async function start() {
  checkMachine();
  const settings = loadSettings();
  const ports = {
    port: portFrom(settings, 'PORT', 3000),
    apiPort: portFrom(settings, 'API_PORT', 8000),
  };
  const host = settings.HOST || '127.0.0.1';
  console.log('AIpoweredMakers');

  const dataDir = await openDataDir(settings.DATA_DIR || undefined, {
    // One that was killed needs a moment to notice, and one that is stopping finishes its runs.
    waitMs: 4_000,
    waitForEndingMs: 60_000,
    onWait: (pid) => say(`Waiting for process ${pid}, which uses this data directory.`),
  });
  const together = stopTogether(say);
  together.atFirst(dataDir.ending);
  together.atEnd(dataDir.release);
  const watch = { say, giveUp: together.fail };

  try {
    await endLeftovers(dataDir);
    await assertFree('PORT', ports.port, host);
    await assertFree('API_PORT', ports.apiPort, settings.API_HOST || '127.0.0.1');

    await step('install', install, (done) => (done ? '' : 'up to date'));
    const building = await buildAll({
      onWait: (pid) => say(`Waiting for the build of process ${pid}.`),
    });
    const built = (done) => (done ? '' : 'up to date');
    const serverBuilt = step('build server', () => building.server, built);
    const clientBuilt = step('build client', () => building.client, built);
    clientBuilt.catch(() => {}); // reported where it is awaited

    const database = settings.DATABASE_URL
      ? { url: settings.DATABASE_URL }
      : await step('database', async () => together.add(await startPostgres(dataDir, watch)));
    await serverBuilt;
    await step(
      'migrate',
      () => migrate(database.url, settings.DATABASE_URL && settings.DATABASE_SESSION_URL),
      (words) => words,
    );

    const env = { ...settings, ...secretsOf(dataDir, settings) };
    const product = { env, databaseUrl: database.url, ...ports, host, ...watch };
    await step('server', async () => together.add(await startServer(dataDir, product)));
    await clientBuilt;
    await step('client', async () => together.add(await startClient(dataDir, product)));
    announce(ports, host, settings, dataDir);
  } catch (error) {
    together.fail(error);
  }
}

function announce({ port, apiPort }, host, settings, dataDir) {
  console.log(`
  Ready after ${progress.total()}.

  Open        http://localhost:${port}
  API         http://${reachable(settings.API_HOST)}:${apiPort}/docs
  Data, logs  ${dataDir.path}
${host === '127.0.0.1' ? '' : `  Listens on  ${host}\n`}
  Ctrl-C stops it.
`);
}

start().catch(failWith);
