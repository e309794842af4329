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

const DIGEST = 'e'.repeat(64);

/**
 * A folder with a program "gh", what it is called with in the file "calls".
 * @param {string} program in shell
 */
function fakeGh(program) {
  const folder = temporary();
  const calls = path.join(folder, 'calls');
  const gh = path.join(folder, 'gh');
  writeFileSync(gh, `#!/bin/sh\necho "$@" >> ${calls}\necho "uses $GH_TOKEN"\n${program}\n`);
  chmodSync(gh, 0o755);
  writeFileSync(calls, '');
  return {
    PATH: `${folder}:${process.env.PATH}`,
    calls: () => readFileSync(calls, 'utf8').split('\n').filter(Boolean),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

describe('image-names', () => {
  const ORIGIN = { GITHUB_REPOSITORY: 'Acme/makers', GH_TOKEN: 'ghs_very_secret' };

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
    const gh = fakeGh('exit 1');
    try {
      const variables = {
        ...ORIGIN,
        PATH: gh.PATH,
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
        versions: `${name}:v1.2.0`,
        digest: '',
      });
    } finally {
      gh.remove();
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('tells the digest of an image that is there and ours', async () => {
    const { folder, commit } = repository([]);
    const gh = fakeGh(`echo ${DIGEST}`);
    try {
      const variables = {
        ...ORIGIN,
        PATH: gh.PATH,
        IMAGE: 'server',
        COMMIT: commit,
        GITHUB_REPOSITORY_OWNER: 'AcmeCorp',
        GIT_DIR: path.join(folder, '.git'),
      };
      const secrets = [ORIGIN.GH_TOKEN];
      const { code, output, outputs } = await runCi('image-names.mjs', variables, { secrets });
      assert.equal(code, 0, output);
      assert.equal(outputs.digest, `sha256:${DIGEST}`);
      assert.match(
        gh.calls()[0],
        new RegExp(`-server:sha-${commit} .*--source-ref refs/heads/main`),
      );
    } finally {
      gh.remove();
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('refuses an image and a commit that are none', async () => {
    const variables = {
      ...ORIGIN,
      IMAGE: 'worker',
      COMMIT,
      GITHUB_REPOSITORY_OWNER: 'acme',
    };
    assert.match((await runCi('image-names.mjs', variables)).output, /no image "worker"/);
    const short = await runCi('image-names.mjs', { ...variables, IMAGE: 'client', COMMIT: 'main' });
    assert.match(short.output, /not a full commit hash/);
  });
});

describe('verify-images', () => {
  /** @param {string} program what stands for gh, in shell */
  async function verify(program) {
    const gh = fakeGh(program);
    try {
      const variables = {
        PATH: gh.PATH,
        COMMIT,
        GITHUB_REPOSITORY: 'Acme/makers',
        GITHUB_REPOSITORY_OWNER: 'Acme',
        GH_TOKEN: 'ghs_very_secret',
        RETRY_SECONDS: '0.01',
      };
      const result = await runCi('verify-images.mjs', variables, { secrets: ['ghs_very_secret'] });
      return { ...result, calls: gh.calls() };
    } finally {
      gh.remove();
    }
  }

  it('asks for the proof of each image, by this repository, its workflow and its main', async () => {
    const { code, output, summary, calls } = await verify(`echo ${DIGEST}`);
    assert.equal(code, 0, output);
    assert.deepEqual(
      calls,
      ['server', 'client', 'backup'].map(
        (part) =>
          `attestation verify oci://ghcr.io/acme/aipoweredmakers-${part}:sha-${COMMIT} ` +
          '--repo Acme/makers --signer-workflow Acme/makers/.github/workflows/deploy-backend.yml ' +
          '--source-ref refs/heads/main --deny-self-hosted-runners ' +
          '--format json --jq .[0].verificationResult.statement.subject[0].digest.sha256',
      ),
    );
    const shown = `-backup:sha-${COMMIT}@sha256:${DIGEST}`;
    assert.ok(output.includes(shown) && summary.includes(shown), 'what was proven is told');
  });

  it('fails when one of them has none', async () => {
    const { code, output, calls } = await verify(
      `case "$*" in *client*) exit 1;; esac; echo ${DIGEST}`,
    );
    assert.equal(code, 1);
    assert.equal(calls.length, 4, 'three attempts for the client, none for the backup');
    assert.match(output, /aipoweredmakers-client:sha-\w+ is not proven to be ours/);
  });

  it('fails when it is not told what was proven', async () => {
    const { code, output } = await verify('exit 0');
    assert.equal(code, 1);
    assert.match(output, /not proven to be ours: gh did not tell the digest/);
  });
});
