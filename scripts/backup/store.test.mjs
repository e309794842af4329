import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { makeBackup } from './backup.mjs';
import { chooseBackup } from './choose.mjs';
import { listLocal } from './files.mjs';
import { openStore } from './store.mjs';
import { useBackupFixture } from './testing/fixture.mjs';
import { assertWhole } from './verify.mjs';

const DAY = 86_400_000;

describe('the copy off-site', () => {
  const given = useBackupFixture(process.env.POSTGRES_BIN);
  const backup = (settings) => makeBackup(settings, { reason: 'scheduled', say: given.say });
  const lastRow = async (database) =>
    (
      await given.cluster.sql(database, 'SELECT * FROM backups ORDER BY started_at DESC LIMIT 1')
    )[0];

  it('restores a server that lost everything else', async () => {
    const database = await given.database();
    const settings = await given.settings(database, { store: true });
    const manifest = await backup(settings);
    rmSync(settings.dir, { recursive: true });

    const chosen = await chooseBackup(settings, undefined, given.say);
    assert.deepEqual(chosen.manifest, manifest);
    const identities = [given.keys.identity];
    await assertWhole(settings, { ...chosen, identities, say: given.say });
    chosen.done();
    const row = await lastRow(database);
    assert.deepEqual(row.locations, [settings.dir, 's3://backups/apm/']);
  });

  it('is sent in parts when it is large, and thinned out over all pages of the list', async () => {
    const database = await given.database();
    const settings = await given.settings(database, {
      store: true,
      BACKUP_KEEP_DAILY: '2',
      BACKUP_KEEP_WEEKLY: '0',
      BACKUP_KEEP_MONTHLY: '0',
    });
    const store = openStore(settings.store);
    const manifest = await backup(settings);
    const bytes = Buffer.alloc(40 * 1024 * 1024, 7);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    for (const days of [1, 2, 3, 4, 5]) {
      const startedAt = new Date(Date.now() - days * DAY).toISOString();
      const file = `apm-2026010${days}T000000Z-scheduled-0000000${days}.dump.age`;
      writeFileSync(path.join(settings.dir, file), bytes);
      await store.copy(settings.dir, { ...manifest, file, startedAt, sha256, bytes: bytes.length });
    }
    assert.equal((await store.list()).length, 6);
    await backup(settings);
    // The two of today are younger than a day.
    const left = (await store.list()).map(({ startedAt }) => Date.now() - Date.parse(startedAt));
    assert.deepEqual(
      left.map((age) => Math.floor(age / DAY)),
      [0, 0, 1],
    );
    assert.equal(given.store.objects.size, 6);
  });

  it('that is refused for wrong credentials fails the backup, with the reason in its row', async () => {
    const database = await given.database();
    const settings = await given.settings(database, { store: true });
    const wrong = { ...settings.store, secretAccessKey: 'wrong' };
    await assert.rejects(
      backup({ ...settings, store: wrong }),
      /The off-site store s3:\/\/backups\/apm\/ .*SignatureDoesNotMatch/,
    );
    const row = await lastRow(database);
    assert.equal(row.status, 'failed');
    assert.match(row.error, /SignatureDoesNotMatch/);
    assert.ok(!row.error.includes('wrong'));
    assert.equal(listLocal(settings.dir).length, 1, 'the one here stays');
    assert.equal(given.store.objects.size, 0);
  });

  it('that a store takes but changes is found out', async () => {
    const settings = await given.settings(await given.database(), { store: true });
    const { objects } = given.store;
    const set = objects.set.bind(objects);
    objects.set = (key, body) => set(key, Buffer.concat([body.subarray(1), Buffer.from('x')]));
    await assert.rejects(backup(settings), /is not what was sent/);
    assert.deepEqual(await openStore(settings.store).list(), []);
  });

  it('that was cut off is none, and costs nothing once it is given up', async () => {
    const settings = await given.settings(await given.database(), { store: true });
    const store = openStore(settings.store);
    const manifest = await backup({ ...settings, store: null });
    const bytes = Buffer.alloc(40 * 1024 * 1024, 7);
    writeFileSync(path.join(settings.dir, manifest.file), bytes);
    given.store.failWhen(({ url }) => (url.searchParams.get('partNumber') === '3' ? 503 : null));
    await assert.rejects(
      store.copy(settings.dir, { ...manifest, bytes: bytes.length }),
      /copying .* failed/,
    );
    assert.equal(given.store.objects.size, 0);
    assert.equal(given.store.uploads.size, 0, 'parts that were sent are given up');
  });

  it('of a damaged object is not restored', async () => {
    const settings = await given.settings(await given.database(), { store: true });
    const manifest = await backup(settings);
    rmSync(settings.dir, { recursive: true });
    const key = `apm/${manifest.file}`;
    const bytes = Buffer.from(given.store.objects.get(key));
    bytes[100] ^= 1;
    given.store.objects.set(key, bytes);
    await assert.rejects(chooseBackup(settings, undefined, given.say), /is damaged/);
  });

  it('stays when the store allows no deletion, and the backup is good all the same', async () => {
    const database = await given.database();
    const keepOne = { BACKUP_KEEP_DAILY: '1', BACKUP_KEEP_WEEKLY: '0', BACKUP_KEEP_MONTHLY: '0' };
    const settings = await given.settings(database, { store: true, ...keepOne });
    const manifest = await backup(settings);
    const old = { ...manifest, startedAt: new Date(Date.now() - 9 * DAY).toISOString() };
    await openStore(settings.store).copy(settings.dir, old);
    given.store.failWhen(({ method }) => (method === 'DELETE' ? 403 : null));
    await backup(settings);
    assert.equal((await lastRow(database)).status, 'succeeded');
    assert.ok(given.said.some((line) => line.startsWith('Old copies off-site stay:')));
  });
});
