import assert from 'node:assert/strict';
import { once } from 'node:events';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { makeBackup } from './backup.mjs';
import { listLocal } from './files.mjs';
import { missingBackup } from './health.mjs';
import { notifier } from './notify.mjs';
import { findPrograms } from './programs.mjs';
import { overdueWatch, startSchedule } from './schedule.mjs';
import { useBackupFixture } from './testing/fixture.mjs';

const HOUR = 3_600_000;

describe('the schedule of backups', () => {
  const given = useBackupFixture(process.env.POSTGRES_BIN);
  const calls = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    calls.push({ path: request.url, method: request.method, body: body && JSON.parse(body) });
    response.end();
  });
  let env;
  before(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
    env = {
      BACKUP_SCHEDULE: '30 1 * * *',
      BACKUP_ALERT_URL: `http://127.0.0.1:${port}/alert`,
      BACKUP_HEARTBEAT_URL: `http://127.0.0.1:${port}/alive`,
    };
  });
  afterEach(() => void calls.splice(0));
  after(() => server.close());
  const alerts = () => calls.filter((call) => call.path === '/alert').map(({ body }) => body);
  const run = async (settings, retryAfter = []) => {
    const schedule = startSchedule(settings, { say: given.say, retryAfter });
    await schedule.idle();
    schedule.stop();
  };

  it('makes up at its start for what was missed, tells the watcher outside, and then rests', async () => {
    const settings = await given.settings(await given.database(), env);
    await run(settings);
    assert.equal(listLocal(settings.dir).length, 1);
    assert.deepEqual(calls, [{ path: '/alive', method: 'GET', body: '' }]);
    await run(settings);
    assert.equal(listLocal(settings.dir).length, 1);
  });

  it('tries again, and tells people only when that did not help', async () => {
    const settings = await given.settings(await given.database(), env);
    await run({ ...settings, sessionUrl: given.cluster.url('not_there') }, [1, 1]);
    assert.equal(given.said.filter((line) => line.startsWith('The backup failed')).length, 3);
    assert.equal(alerts().length, 1);
    assert.equal(alerts()[0].event, 'backup-failed');
    assert.match(alerts()[0].text, /AIpoweredMakers: the backup failed: The database not_there/);

    const database = await given.database();
    const broken = { ...settings, sessionUrl: given.cluster.url(`${database}_late`) };
    const arrives = given.cluster.sql(
      'postgres',
      `CREATE DATABASE ${database}_late TEMPLATE ${database}`,
    );
    await run(broken, [500, 500, 500, 500, 500, 500]);
    await arrives;
    assert.equal(alerts().length, 1);
    assert.equal(listLocal(settings.dir).length, 1);
  });

  it('tells once a day that a backup is missing, and once that it is there again', async () => {
    const settings = await given.settings(await given.database(), env);
    await makeBackup(settings, { reason: 'scheduled', say: given.say });
    calls.splice(0);
    let now = new Date();
    const watch = overdueWatch(settings, notifier(settings, given.say), () => now);
    const due = Date.parse(String(listLocal(settings.dir)[0].nextDueAt));
    const lookAt = async (time) => {
      now = new Date(time);
      await watch.look();
      return alerts().map(({ event }) => event);
    };
    assert.deepEqual(await lookAt(due), []);
    assert.deepEqual(await lookAt(due + 1), ['backup-missing']);
    assert.deepEqual(await lookAt(due + HOUR), ['backup-missing']);
    assert.deepEqual(await lookAt(due + 25 * HOUR), ['backup-missing', 'backup-missing']);
    assert.deepEqual((await lookAt(due)).at(-1), 'backup-recovered');
    assert.equal((await lookAt(due)).length, 3);
  });

  it('says what is missing for the health of the container', async () => {
    const settings = await given.settings(await given.database(), env);
    assert.match(missingBackup(settings, new Date()) ?? '', /There is no backup/);
    await makeBackup(settings, { reason: 'pre-deploy', say: given.say });
    assert.equal(missingBackup(settings, new Date()), null);
    const later = new Date(Date.now() + 30 * HOUR);
    assert.match(missingBackup(settings, later) ?? '', /the next one was due by/);
    assert.equal(missingBackup({ ...settings, schedule: null }, later), null);
  });

  it('says how to get programs that fit the server', async () => {
    const settings = await given.settings(await given.database(), env);
    const old = path.join(settings.dir, 'old');
    mkdirSync(old);
    for (const name of ['pg_dump', 'pg_restore', 'psql']) {
      writeFileSync(path.join(old, name), '#!/bin/sh\necho "pg_dump (PostgreSQL) 9.6.1"\n');
      chmodSync(path.join(old, name), 0o755);
    }
    process.env.BACKUP_PG_BIN = old;
    try {
      assert.throws(() => findPrograms(16), /of PostgreSQL 16 or newer are not on this machine/);
      await run(settings);
    } finally {
      delete process.env.BACKUP_PG_BIN;
    }
    assert.match(alerts()[0].text, /apt-get install postgresql-client-/);
  });
});
