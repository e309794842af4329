import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { openDataDir } from '../data-dir.mjs';
import { inRoot } from '../paths.mjs';
import { Problem } from '../problem.mjs';
import { processIdentity } from '../processes.mjs';
import { until } from '../wait.mjs';
import { startPostgres } from './index.mjs';

const pg = createRequire(inRoot('server/package.json'))('pg');

/** One statement on a connection of its own; gives the rows. */
async function sql(url, statement) {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {}); // the tests cut connections
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}
const remember = (url) => sql(url, "CREATE TABLE kept AS SELECT 'still here' AS word");
const recall = async (url) => (await sql(url, 'SELECT word FROM kept'))[0].word;

describe('the embedded PostgreSQL', () => {
  let home;
  let directory;
  const running = [];

  beforeEach(() => {
    home = mkdtempSync(path.join(os.tmpdir(), 'postgres-'));
    chmodSync(home, 0o755); // PostgreSQL's own user passes through, unless a test closes it
    directory = path.join(home, 'data');
  });
  afterEach(async () => {
    for (const stop of running.splice(0)) await stop();
    rmSync(home, { recursive: true, force: true });
  });

  /** Starts it in this process. */
  const start = async (options) => {
    const dataDir = await openDataDir(directory);
    const postgres = await startPostgres(dataDir, options);
    const stop = async () => {
      await postgres.stop();
      dataDir.release();
    };
    running.push(stop);
    return { postgres, dataDir, stop: () => running.splice(running.indexOf(stop), 1)[0]() };
  };

  /** Starts it in a process that can be killed. */
  const startElsewhere = async (...args) => {
    const child = fork(new URL('./holder.mjs', import.meta.url), [directory, ...args]);
    const ended = once(child, 'exit');
    const [message] = await once(child, 'message');
    const end = async (signal) => {
      child.kill(signal);
      await ended;
    };
    running.push(() => end('SIGTERM'));
    return { ...message, end };
  };
  const alive = (pid) => processIdentity(pid) !== null;
  const gone = (pid) => until(() => !alive(pid), { timeoutMs: 20_000 });

  it('keeps its data and its address from start to start', async () => {
    const first = await start();
    await remember(first.postgres.url);
    await first.stop();
    const second = await start();
    assert.equal(second.postgres.url, first.postgres.url);
    assert.equal(await recall(second.postgres.url), 'still here');
  });

  it('lets the product in with its password only, as a user without special rights', async () => {
    const { postgres } = await start();
    const wrong = new URL(postgres.url);
    wrong.password = 'wrong';
    await assert.rejects(sql(wrong.href, 'SELECT 1'), /password authentication failed/);
    const [role] = await sql(
      postgres.url,
      'SELECT rolsuper FROM pg_roles WHERE rolname = current_user',
    );
    assert.equal(role.rolsuper, false);
  });

  it('comes back by itself at the same address when it is killed', async () => {
    const said = [];
    const { postgres } = await start({ say: (message) => said.push(message) });
    await remember(postgres.url);
    const killed = postgres.pid;
    process.kill(Number(killed), 'SIGKILL');
    await until(() => postgres.pid !== killed, { timeoutMs: 30_000 });
    assert.equal(await recall(postgres.url), 'still here');
    assert.match(said[0], /PostgreSQL ended \(killed by SIGKILL\); starting it again/);
  });

  it('is started again after its starter was killed and left it running alone', async () => {
    const first = await startElsewhere();
    await remember(first.url);
    await first.end('SIGKILL');
    assert.ok(alive(first.pid), 'it lives on as an orphan');
    const { postgres } = await start();
    assert.equal(alive(first.pid), false);
    assert.equal(await recall(postgres.url), 'still here');
  });

  it('is started again after both it and its starter were killed', async () => {
    const first = await startElsewhere();
    await remember(first.url);
    await first.end('SIGKILL');
    process.kill(first.pid, 'SIGKILL');
    const { postgres } = await start();
    assert.equal(await recall(postgres.url), 'still here');
  });

  it('is not stopped by a pid file that names another program', async () => {
    const first = await startElsewhere();
    await remember(first.url);
    await first.end('SIGKILL');
    process.kill(first.pid, 'SIGKILL');
    await gone(first.pid);
    const file = path.join(directory, 'postgres/postmaster.pid');
    const lines = readFileSync(file, 'utf8').split('\n');
    writeFileSync(file, [process.ppid, ...lines.slice(1)].join('\n'));
    const { postgres } = await start();
    assert.ok(alive(process.ppid));
    assert.equal(await recall(postgres.url), 'still here');
  });

  it('starts anew when its making was cut off', async () => {
    mkdirSync(path.join(directory, 'postgres.new/base'), { recursive: true });
    chmodSync(directory, 0o755);
    const { postgres } = await start();
    assert.deepEqual(await sql(postgres.url, 'SELECT 1 AS one'), [{ one: 1 }]);
  });

  it('takes another port when its own is taken', async () => {
    const first = await start();
    await remember(first.postgres.url);
    await first.stop();
    const squatter = createServer().listen(Number(new URL(first.postgres.url).port), '127.0.0.1');
    await once(squatter, 'listening');
    running.push(() => new Promise((resolve) => squatter.close(resolve)));
    const second = await start();
    assert.notEqual(second.postgres.url, first.postgres.url);
    assert.equal(await recall(second.postgres.url), 'still here');
  });

  it('never makes a new database over one that it cannot find or open', async () => {
    const { stop, dataDir } = await start();
    await stop();
    renameSync(path.join(directory, 'postgres'), path.join(home, 'elsewhere'));
    await assert.rejects(start(), /Problem: The database .* is gone/);
    dataDir.release();
    renameSync(path.join(home, 'elsewhere'), path.join(directory, 'postgres'));
    rmSync(path.join(directory, 'postgres.json'));
    await assert.rejects(start(), /Problem: There is a database in .* password, is missing/);
    dataDir.release();
  });

  it('gives the reason in words when it cannot start', async () => {
    const { stop, dataDir } = await start();
    await stop();
    writeFileSync(path.join(directory, 'postgres/PG_VERSION'), '15\n');
    const refused = (error) =>
      error instanceof Problem && /could not be started.*version 15/s.test(error.message);
    await assert.rejects(start(), refused);
    dataDir.release();
  });

  const isRoot = process.getuid?.() === 0;
  const NOBODY = '65534';

  it('works for an ordinary user', async () => {
    // As root, this is the user "nobody" in a directory of its own.
    chmodSync(home, 0o777);
    const first = await startElsewhere(...(isRoot ? [NOBODY] : []));
    if (isRoot && first.error) {
      // The clone lies where no other user may go, so there is no ordinary user of it.
      assert.match(first.error, /PostgreSQL cannot be started from .*DATABASE_URL/s);
      return;
    }
    await remember(first.url);
    await first.end('SIGKILL');
    const second = await startElsewhere(...(isRoot ? [NOBODY] : []));
    assert.equal(await recall(second.url), 'still here');
  });

  it('says in words that the data directory cannot be written', async () => {
    mkdirSync(directory, { mode: 0o555 });
    const { error } = await startElsewhere(...(isRoot ? [NOBODY] : []));
    assert.match(
      error,
      /data directory .* cannot be used: this user may not write there.*DATA_DIR/s,
    );
  });

  it('works below a directory that other users may not enter', async (test) => {
    chmodSync(home, 0o700);
    const first = await start();
    await remember(first.postgres.url);
    const { data } = first.dataDir.read('postgres.json');
    if (isRoot) test.after(() => rmSync(data, { recursive: true, force: true }));
    // Root's PostgreSQL runs as another user, so its files have to lie elsewhere.
    assert.equal(data.startsWith(first.dataDir.path), !isRoot);
    assert.ok(existsSync(path.join(data, 'PG_VERSION')));
    await first.stop();
    const second = await start();
    assert.equal(await recall(second.postgres.url), 'still here');
  });
});
