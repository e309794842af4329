import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';
import { findBinaries, installed, SHARED_PLACE } from './binaries.mjs';
import { databaseUser } from './user.mjs';

describe("PostgreSQL's programs", () => {
  it('can be run by its user also when they lie below a closed directory', () => {
    const closed = mkdtempSync(path.join(os.tmpdir(), 'closed-')); // 0700
    const user = databaseUser(null);
    const version = `test-${process.pid}`;
    try {
      cpSync(installed().native, path.join(closed, 'native'), {
        recursive: true,
        verbatimSymlinks: true,
      });
      const programs = findBinaries(user, { native: path.join(closed, 'native'), version });
      const { status, stdout } = spawnSync(programs.postgres, ['--version'], { ...user, cwd: '/' });
      assert.equal(status, 0);
      assert.match(String(stdout), /PostgreSQL\) 16\./);
      // Only another user than the one who installed them needs a copy.
      assert.equal(programs.postgres.startsWith(closed), user.uid === undefined);
    } finally {
      rmSync(closed, { recursive: true, force: true });
      rmSync(path.join(SHARED_PLACE, `postgres-${version}`), { recursive: true, force: true });
    }
  });

  it('are explained when they cannot be started', () => {
    const missing = { native: '/nowhere', version: 'none' };
    assert.throws(
      () => findBinaries({}, missing),
      /PostgreSQL cannot be started from \/nowhere.*DATABASE_URL/s,
    );
  });
});
