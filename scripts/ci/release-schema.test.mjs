import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, beforeEach, describe, it } from 'node:test';
import { inRoot } from '../lib/paths.mjs';
import { runCi } from './testing/run.mjs';

const BRANCH = 'release-please--branches--main';
const TOKEN = 'github_pat_secret';
const folder = mkdtempSync(path.join(os.tmpdir(), 'aipoweredmakers-push-'));
const remote = path.join(folder, 'acme/makers');
const clone = path.join(folder, 'clone');
after(() => rmSync(folder, { recursive: true, force: true }));

const git = (cwd, ...args) =>
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();
const write = (name, text) => writeFileSync(path.join(clone, name), text);

/** Pushes from the clone, which has checked the branch out. */
const push = (variables = {}) =>
  runCi(
    'push-schema.mjs',
    {
      BRANCH,
      RELEASE_TOKEN: TOKEN,
      GITHUB_SERVER_URL: folder,
      GITHUB_REPOSITORY: 'acme/makers',
      ...variables,
    },
    { secrets: [TOKEN, Buffer.from(`x-access-token:${TOKEN}`).toString('base64')], args: [clone] },
  );
const filesOfRemote = () => git(remote, 'ls-tree', '-r', '--name-only', BRANCH).split('\n');

beforeEach(() => {
  for (const one of [remote, clone]) rmSync(one, { recursive: true, force: true });
  mkdirSync(remote, { recursive: true });
  git(remote, 'init', '--quiet', '--bare');
  git(folder, 'init', '--quiet', '--initial-branch', BRANCH, clone);
  mkdirSync(path.join(clone, 'migrations/fixtures'), { recursive: true });
  write('migrations/released.json', '[]');
  write('migrations/fixtures/0.1.0.sql', '-- data');
  git(clone, 'add', '.');
  git(clone, 'commit', '--quiet', '--message', 'chore: release 0.2.0');
  git(clone, 'push', '--quiet', remote, BRANCH);
});

describe('freeze-release', () => {
  it('adds nothing to a release that is out', async () => {
    const { version } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
    git(clone, 'tag', `v${version}`);
    const variables = { GIT_DIR: path.join(clone, '.git') };
    const { code, output } = await runCi('freeze-release.mjs', variables);
    assert.equal(code, 1);
    assert.match(output, /is out, there is a tag v/);
  });
});

describe('push-schema', () => {
  it('adds the schema of the release to its branch, and nothing else', async () => {
    write('migrations/released.json', '[1]');
    write('migrations/fixtures/0.2.0.sql', '-- more data');
    write('package.json', '{}');
    git(clone, 'add', 'package.json');
    const { code, output, summary } = await push();
    assert.equal(code, 0, output);
    assert.deepEqual(filesOfRemote(), [
      'migrations/fixtures/0.1.0.sql',
      'migrations/fixtures/0.2.0.sql',
      'migrations/released.json',
    ]);
    assert.match(git(remote, 'log', '-1', '--format=%an: %s', BRANCH), /bot\]: chore: freeze/);
    assert.match(summary, /schema of the release is on/);
  });

  it('makes no commit when nothing has changed', async () => {
    const { code, output } = await push();
    assert.equal(code, 0, output);
    assert.match(output, /has it already/);
    assert.equal(git(remote, 'rev-list', '--count', BRANCH), '1');
  });

  it('leaves a branch that was written anew meanwhile as it is', async () => {
    git(clone, 'commit', '--quiet', '--amend', '--message', 'chore: release 0.3.0');
    git(clone, 'push', '--quiet', '--force', remote, BRANCH);
    const newest = git(remote, 'rev-parse', BRANCH);
    git(clone, 'reset', '--quiet', '--hard', 'HEAD@{1}');
    write('migrations/released.json', '[1]');
    const { code } = await push();
    assert.equal(code, 1);
    assert.equal(git(remote, 'rev-parse', BRANCH), newest);
  });

  it('writes to the branch of a release only', async () => {
    write('migrations/released.json', '[1]');
    const { code, output } = await push({ BRANCH: 'main' });
    assert.equal(code, 1);
    assert.match(output, /"main" is not the branch of a release/);
  });
});
