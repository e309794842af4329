import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';
import { inRoot } from '../lib/paths.mjs';
import { runCi } from './testing/run.mjs';

const COMMIT = '0123456789abcdef0123456789abcdef01234567';
const temporary = () => mkdtempSync(path.join(os.tmpdir(), 'aipoweredmakers-images-'));

describe('image-names', () => {
  /** A repository with one commit and these tags on it. */
  function repository(tags) {
    const folder = temporary();
    const git = (...args) =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
        cwd: folder,
        encoding: 'utf8',
      }).trim();
    git('init', '--quiet');
    git('commit', '--quiet', '--allow-empty', '--message', 'feat: begin');
    for (const tag of tags) git('tag', tag);
    return { folder, commit: git('rev-parse', 'HEAD') };
  }

  it('names an image by its commit, and by the release that the commit is', async () => {
    const { folder, commit } = repository(['v1.2.0', 'server-v1.4.0', 'v1', 'nightly']);
    try {
      const variables = {
        IMAGE: 'server',
        COMMIT: commit,
        GITHUB_REPOSITORY_OWNER: 'AcmeCorp',
        GIT_DIR: path.join(folder, '.git'),
      };
      const { code, output, outputs } = await runCi('image-names.mjs', variables);
      assert.equal(code, 0, output);
      const name = 'ghcr.io/acmecorp/aipoweredmakers-server';
      const { version } = JSON.parse(readFileSync(inRoot('server/package.json'), 'utf8'));
      assert.deepEqual(outputs, {
        version,
        name,
        tags: `${name}:sha-${commit},${name}:v1.2.0`,
      });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('refuses an image and a commit that are none', async () => {
    const variables = { IMAGE: 'worker', COMMIT, GITHUB_REPOSITORY_OWNER: 'acme' };
    assert.match((await runCi('image-names.mjs', variables)).output, /no image "worker"/);
    const short = await runCi('image-names.mjs', { ...variables, IMAGE: 'client', COMMIT: 'main' });
    assert.match(short.output, /not a full commit hash/);
  });
});

describe('verify-images', () => {
  /** @param {string} program what stands for gh, in shell */
  async function verify(program) {
    const folder = temporary();
    const calls = path.join(folder, 'calls');
    try {
      const gh = path.join(folder, 'gh');
      writeFileSync(gh, `#!/bin/sh\necho "$@" >> ${calls}\necho "uses $GH_TOKEN"\n${program}\n`);
      chmodSync(gh, 0o755);
      writeFileSync(calls, '');
      const variables = {
        PATH: `${folder}:${process.env.PATH}`,
        COMMIT,
        GITHUB_REPOSITORY: 'Acme/makers',
        GITHUB_REPOSITORY_OWNER: 'Acme',
        GH_TOKEN: 'ghs_very_secret',
        RETRY_SECONDS: '0.01',
      };
      const result = await runCi('verify-images.mjs', variables, { secrets: ['ghs_very_secret'] });
      return { ...result, calls: readFileSync(calls, 'utf8').split('\n').filter(Boolean) };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  it('asks for the proof of each image, by this repository and its workflow', async () => {
    const { code, output, calls } = await verify('exit 0');
    assert.equal(code, 0, output);
    assert.deepEqual(
      calls,
      ['server', 'client', 'backup'].map(
        (part) =>
          `attestation verify oci://ghcr.io/acme/aipoweredmakers-${part}:sha-${COMMIT} ` +
          '--repo Acme/makers --signer-workflow Acme/makers/.github/workflows/deploy-backend.yml',
      ),
    );
  });

  it('fails when one of them has none', async () => {
    const { code, output, calls } = await verify('case "$*" in *client*) exit 1;; esac');
    assert.equal(code, 1);
    assert.equal(calls.length, 4, 'three attempts for the client, none for the backup');
    assert.match(output, /aipoweredmakers-client:sha-\w+ is not proven to be ours/);
  });
});
