import { spawn } from 'node:child_process';
import path from 'node:path';
import { buildServer, forgetServerBuild } from './lib/build.mjs';
import { openDataDir } from './lib/data-dir.mjs';
import { checkMachine, install, withoutNpm } from './lib/install.mjs';
import { inRoot, node } from './lib/paths.mjs';
import { startPostgres } from './lib/postgres/index.mjs';
import { failWith } from './lib/problem.mjs';
import { endProcess, processIdentity, signal } from './lib/processes.mjs';
import { assertFree } from './lib/ports.mjs';
import { clientEnv, migrate } from './lib/product.mjs';
import { startProgress } from './lib/progress.mjs';
import { secretsOf } from './lib/secrets.mjs';
import { endLeftovers } from './lib/services.mjs';
import { loadSettings, portFrom } from './lib/settings.mjs';
import { stopTogether } from './lib/stop.mjs';

// npm run dev: the embedded database, the server compiled and started again at each change, the
// client by Turbopack. The same data as npm start; both at once need a DATA_DIR each.

const { step, say } = startProgress();

/**
 * A tool that watches files, with its output on the screen.
 * @param {string} name
 * @param {string[]} args for Node 24
 * @param {{ cwd: string, env: NodeJS.ProcessEnv, onEnd: (error: unknown) => void }} options
 */
function watcher(name, args, { cwd, env, onEnd }) {
  // Tools that start "node" themselves have to find Node 24 first.
  const PATH = `${path.dirname(node)}${path.delimiter}${process.env.PATH}`;
  const child = spawn(node, args, {
    cwd,
    env: { ...withoutNpm(env), PATH },
    detached: true, // a group of its own: it is stopped with all that it started
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  child.once('exit', (code) => onEnd(new Error(`${name} ended (exit code ${code}).`)));
  const pid = Number(child.pid);
  const target = { pid, identity: processIdentity(pid) };
  return {
    name,
    stop: () =>
      endProcess(
        target,
        [
          { signal: 'SIGTERM', waitMs: 10_000 },
          { signal: 'SIGKILL', waitMs: 5_000 },
        ],
        { group: true },
      ),
    kill: () => signal(-pid, 'SIGKILL'),
  };
}

async function dev() {
  checkMachine();
  const settings = loadSettings();
  const port = portFrom(settings, 'PORT', 3000);
  const apiPort = portFrom(settings, 'API_PORT', 8000);
  const dataDir = await openDataDir(settings.DATA_DIR || undefined, {
    waitMs: 4_000,
    waitForEndingMs: 60_000,
  });
  const together = stopTogether(say);
  together.atFirst(dataDir.ending);
  together.atEnd(dataDir.release);
  const onEnd = together.fail;

  try {
    await endLeftovers(dataDir);
    await assertFree('PORT', port, '127.0.0.1');
    await assertFree('API_PORT', apiPort, '127.0.0.1');
    await step('install', install);
    const database = settings.DATABASE_URL
      ? { url: settings.DATABASE_URL }
      : together.add(await startPostgres(dataDir, { say, giveUp: together.fail }));
    await step('build server', buildServer);
    await step(
      'migrate',
      () => migrate(database.url, settings.DATABASE_URL && settings.DATABASE_SESSION_URL),
      (words) => words,
    );
    forgetServerBuild();

    const common = { ...settings, ...secretsOf(dataDir, settings), NODE_ENV: 'development' };
    const nest = inRoot('server/node_modules/@nestjs/cli/bin/nest.js');
    together.add(
      watcher(
        'The server',
        [nest, 'start', '--watch', '--preserveWatchOutput', '--config', '../nest-cli.json'],
        {
          cwd: inRoot('server'),
          env: {
            ...common,
            LOG_LEVEL: settings.LOG_LEVEL || 'warn',
            DATABASE_URL: database.url,
            API_PORT: String(apiPort),
            PUBLIC_URL: settings.PUBLIC_URL || `http://localhost:${port}`,
          },
          onEnd,
        },
      ),
    );
    const next = inRoot('client/node_modules/next/dist/bin/next');
    together.add(
      watcher('The client', [next, 'dev', '--turbopack', '-p', String(port), '-H', '127.0.0.1'], {
        cwd: inRoot('client'),
        env: {
          ...clientEnv(common),
          API_URL: `http://127.0.0.1:${apiPort}`,
          NEXT_TELEMETRY_DISABLED: '1',
        },
        onEnd,
      }),
    );
  } catch (error) {
    together.fail(error);
  }
}

dev().catch(failWith);
