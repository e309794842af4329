import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { takeLock } from './lock.mjs';
import { processIdentity, signal } from './processes.mjs';

describe('a lock', () => {
  const home = mkdtempSync(path.join(os.tmpdir(), 'lock-'));
  after(() => rmSync(home, { recursive: true }));
  const module = new URL('./lock.mjs', import.meta.url).href;

  /** Another process that takes the lock and holds it until it is killed. */
  const holder = async (file) => {
    const code = `const { takeLock } = await import('${module}');
      console.log(JSON.stringify(await takeLock('${file}')));
      setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', code]);
    const answer = await new Promise((resolve) =>
      child.stdout.once('data', (text) => resolve(String(text))),
    );
    return {
      child,
      answer: JSON.parse(answer),
      ended: new Promise((resolve) => child.once('exit', resolve)),
    };
  };

  it('is refused while another process holds it, and names that process', async () => {
    const file = path.join(home, 'held');
    const { child, ended } = await holder(file);
    assert.deepEqual(await takeLock(file), { heldBy: child.pid });
    child.kill('SIGKILL');
    await ended;
  });

  it('is free again when its holder was killed', async () => {
    const file = path.join(home, 'killed');
    const { child, ended } = await holder(file);
    child.kill('SIGKILL');
    await ended;
    assert.ok('release' in (await takeLock(file)));
  });

  it('is not held by a later process with the same number', async () => {
    const file = path.join(home, 'reused');
    writeFileSync(file, JSON.stringify({ pid: process.ppid, identity: 'somebody else' }));
    assert.ok('release' in (await takeLock(file)));
  });

  it('goes to exactly one of several that find a dead one', async () => {
    const file = path.join(home, 'race');
    writeFileSync(file, JSON.stringify({ pid: 2 ** 22 + 1, identity: 'dead' }));
    const all = await Promise.all(Array.from({ length: 6 }, () => holder(file)));
    const winners = all.filter(({ answer }) => !('heldBy' in answer));
    all.forEach(({ child }) => child.kill('SIGKILL'));
    await Promise.all(all.map(({ ended }) => ended));
    assert.equal(winners.length, 1);
  });

  it('is gone after its release', async () => {
    const file = path.join(home, 'released');
    const lock = await takeLock(file);
    assert.ok('release' in lock);
    lock.release();
    assert.equal(existsSync(file), false);
  });
});

describe('the identity of a process', () => {
  it('is the same each time, and another one for another process', () => {
    assert.equal(processIdentity(process.pid), processIdentity(process.pid));
    assert.notEqual(processIdentity(process.pid), processIdentity(process.ppid));
  });

  it('is null when there is no such process, and signalling it is no error', () => {
    const none = 2 ** 22 + 1;
    assert.equal(processIdentity(none), null);
    assert.doesNotThrow(() => signal(none, 'SIGTERM'));
  });
});
