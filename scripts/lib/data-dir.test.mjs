import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { openDataDir } from './data-dir.mjs';
import { Problem } from './problem.mjs';
import { secretsOf } from './secrets.mjs';

describe('the data directory', () => {
  const home = mkdtempSync(path.join(os.tmpdir(), 'data-dir-'));
  after(() => rmSync(home, { recursive: true }));
  const problem = (words) => (error) => error instanceof Problem && words.test(error.message);

  it('keeps its files from everybody else', async () => {
    const dir = await openDataDir(path.join(home, 'modes'));
    dir.write('secret.json', { a: 1 });
    assert.equal(statSync(dir.file('secret.json')).mode & 0o777, 0o600);
    assert.equal(statSync(dir.path).mode & 0o066, 0, 'nobody else lists or writes it');
    assert.deepEqual(dir.read('secret.json'), { a: 1 });
    dir.release();
  });

  it('belongs to one start at a time, and the second one is told how to go on', async () => {
    const dir = await openDataDir(path.join(home, 'twice'));
    const second = openDataDir(path.join(home, 'twice'));
    await assert.rejects(second, problem(/already runs on .*twice \(process \d+\).*DATA_DIR=/s));
    dir.release();
    (await openDataDir(path.join(home, 'twice'))).release();
  });

  it('says in words that it cannot be made', async () => {
    writeFileSync(path.join(home, 'file'), '');
    await assert.rejects(
      openDataDir(path.join(home, 'file/below')),
      problem(/cannot be used.*Set DATA_DIR/s),
    );
  });

  it(
    'says in words that the disk is full',
    { skip: !existsSync('/dev/full') && 'Linux only' },
    async () => {
      const dir = await openDataDir(path.join(home, 'full'));
      symlinkSync('/dev/full', dir.file('x.json.new'));
      assert.throws(() => dir.write('x.json', {}), problem(/the disk is full.*Free some space/s));
      dir.release();
    },
  );

  it('makes the secrets once, and takes given ones instead', async () => {
    const dir = await openDataDir(path.join(home, 'secrets'));
    const first = secretsOf(dir, {});
    assert.match(first.ENCRYPTION_KEYS, /^k1:[A-Za-z0-9+/]{43}=$/);
    assert.ok(first.JWT_SECRETS.length >= 32);
    assert.deepEqual(secretsOf(dir, {}), first);
    assert.equal(secretsOf(dir, { JWT_SECRETS: 'given' }).JWT_SECRETS, 'given');
    assert.deepEqual(secretsOf(dir, { JWT_SECRETS: '' }), first);
    dir.release();
  });

  it('explains a file that was damaged', async () => {
    const dir = await openDataDir(path.join(home, 'damaged'));
    writeFileSync(dir.file('secrets.json'), '{');
    assert.throws(() => secretsOf(dir, {}), problem(/secrets\.json cannot be read/));
    dir.release();
  });
});
