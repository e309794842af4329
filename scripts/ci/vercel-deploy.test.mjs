import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';
import { inRoot } from '../lib/paths.mjs';
import { fakeGitHub } from './testing/fake-github.mjs';
import { runCi } from './testing/run.mjs';

const VERCEL_TOKEN = 'vercel-secret-token';
const BYPASS = 'bypass-secret-of-the-project';
const GITHUB_TOKEN = 'ghs_secret_of_the_run';
const COMMIT = '0123456789abcdef0123456789abcdef01234567';
const MARKER = '<!-- preview-address -->';

/**
 * @param {object} given
 * @param {'preview' | 'production'} [given.target]
 * @param {object} [given.vercel] what the CLI does
 * @param {object} [given.github] what GitHub does
 * @param {Record<string, string>} [given.variables]
 * @param {string[]} [given.steps]
 */
async function deploy({
  target = 'preview',
  vercel = {},
  github = {},
  variables = {},
  steps = ['pull', 'build', 'deploy'],
}) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'aipoweredmakers-vercel-'));
  const service = await fakeGitHub({ token: GITHUB_TOKEN, ...github });
  const calls = path.join(folder, 'calls');
  const fake = path.join(folder, 'fake.json');
  writeFileSync(calls, '');
  writeFileSync(fake, JSON.stringify({ calls, address: service.url, ...vercel }));
  try {
    const env = {
      VERCEL_BIN: inRoot('scripts/ci/testing/fake-vercel.mjs'),
      FAKE_VERCEL: fake,
      VERCEL_TOKEN,
      VERCEL_ORG_ID: 'team_1',
      VERCEL_PROJECT_ID: 'prj_1',
      TARGET: target,
      COMMIT,
      GITHUB_TOKEN,
      GITHUB_REPOSITORY: 'acme/makers',
      GITHUB_API_URL: service.url,
      PULL_REQUEST: '12',
      RETRY_SECONDS: '0.01',
      POLL_SECONDS: '0.01',
      ...variables,
    };
    let result;
    let printed = '';
    for (const step of steps) {
      // As the workflow does: what is secret is given to the steps that need it.
      const given = step === 'build' ? { ...env, VERCEL_TOKEN: '', GITHUB_TOKEN: '' } : env;
      const secrets = [VERCEL_TOKEN, GITHUB_TOKEN, BYPASS];
      result = await runCi('vercel-deploy.mjs', given, { secrets, args: [step] });
      printed += result.output;
      if (result.code !== 0) break;
    }
    const lines = readFileSync(calls, 'utf8').split('\n').filter(Boolean);
    return { ...result, output: printed, service, calls: lines.map((line) => JSON.parse(line)) };
  } finally {
    await service.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const commands = (calls) => calls.map(({ args }) => args.join(' '));

describe('vercel-deploy', () => {
  it('deploys a preview and comments its address', async () => {
    const { code, output, outputs, summary = '', calls, service } = await deploy({});
    assert.equal(code, 0, output);
    assert.deepEqual(commands(calls), [
      'pull --yes --environment=preview',
      'build --yes',
      'deploy --prebuilt --yes',
    ]);
    assert.deepEqual(
      service.comments.map(({ body }) => body),
      [`${MARKER}\nPreview of \`0123456789ab\`: ${service.url}`],
    );
    assert.equal(outputs.address, service.url);
    assert.match(summary, new RegExp(`Deployed \`${COMMIT}\` \\(preview\\)`));
  });

  it('gives the domains to a production deployment only after it has answered', async () => {
    const { code, output, calls, service } = await deploy({
      target: 'production',
      github: { site: [503, 502] },
    });
    assert.equal(code, 0, output);
    assert.deepEqual(commands(calls), [
      'pull --yes --environment=production',
      'build --yes --prod',
      'deploy --prebuilt --yes --prod --skip-domain',
      `promote ${service.url} --yes`,
    ]);
    assert.equal(service.requests.filter(({ path }) => path === '/api/health/live').length, 3);
    assert.deepEqual(service.comments, []);
  });

  it('leaves the domains where they are when the deployment does not answer', async () => {
    const { code, output, calls } = await deploy({
      target: 'production',
      github: { site: Array(500).fill(500) },
      variables: { HEALTH_SECONDS: '0.1' },
    });
    assert.equal(code, 1);
    assert.match(output, /does not answer well: 500/);
    assert.ok(!commands(calls).some((call) => call.startsWith('promote')));
  });

  for (const status of [307, 401, 403, 404, 500]) {
    it(`does not take ${status} for an answer in production`, async () => {
      const { code, output, calls } = await deploy({
        target: 'production',
        github: { site: Array(500).fill(status) },
        variables: { HEALTH_SECONDS: '0.1' },
      });
      assert.equal(code, 1);
      assert.match(output, new RegExp(`does not answer well: ${status}`));
      assert.equal(/BYPASS_SECRET has to be right/.test(output), status === 307 || status === 401);
      assert.ok(!commands(calls).some((call) => call.startsWith('promote')));
    });
  }

  it('reaches a protected deployment by the secret for it', async () => {
    const { code, output, calls } = await deploy({
      target: 'production',
      github: { bypass: BYPASS },
      steps: ['pull', 'deploy'],
      variables: { VERCEL_AUTOMATION_BYPASS_SECRET: BYPASS },
    });
    assert.equal(code, 0, output);
    assert.ok(!JSON.stringify(calls).includes(BYPASS), 'the CLI does not need it');
  });

  it('refuses to build where a secret is, and a step that is none', async () => {
    const build = await deploy({
      steps: ['build'],
      variables: { VERCEL_AUTOMATION_BYPASS_SECRET: BYPASS },
    });
    assert.equal(build.code, 1);
    assert.match(build.output, /The build gets no secret: VERCEL_AUTOMATION_BYPASS_SECRET/);
    assert.deepEqual(build.calls, []);
    const none = await deploy({ steps: ['all'] });
    assert.match(none.output, /Say which step/);
  });

  it('writes the token neither into arguments nor into the log, also from two chunks', async () => {
    const { output, calls } = await deploy({});
    assert.match(output, /pull uses \*\*\* for the team/);
    assert.ok(!JSON.stringify(calls.map(({ args }) => args)).includes(VERCEL_TOKEN));
  });

  it('gives the build no token at all, and the CLI none of GitHub', async () => {
    const { calls } = await deploy({});
    assert.deepEqual(
      calls.map(({ tokens }) => tokens),
      [
        [VERCEL_TOKEN, null],
        [null, null],
        [VERCEL_TOKEN, null],
      ],
    );
  });

  it('updates its own comment, on whichever page it is, and no other', async () => {
    const quoted = { id: 1, body: `${MARKER}\nmine`, user: { type: 'User' } };
    const others = Array.from({ length: 130 }, (_, index) => ({
      id: index + 2,
      body: 'well done',
      user: { type: 'User' },
    }));
    const ours = { id: 900, body: `${MARKER}\nan older address`, user: { type: 'Bot' } };
    const { code, output, service } = await deploy({
      github: { comments: [quoted, ...others, ours] },
    });
    assert.equal(code, 0, output);
    assert.equal(service.comments.length, 132);
    assert.match(ours.body, /Preview of `0123456789ab`/);
    assert.equal(quoted.body, `${MARKER}\nmine`);
  });

  it('tries pull and deploy again, not the build', async () => {
    const passing = await deploy({ vercel: { fail: { pull: 2, deploy: 1 } } });
    assert.equal(passing.code, 0, passing.output);
    assert.equal(passing.calls.length, 6);
    const failing = await deploy({ vercel: { fail: { build: 1 } } });
    assert.equal(failing.code, 1);
    assert.match(failing.output, /fake-vercel\.mjs build failed with exit code 1/);
    assert.equal(failing.calls.length, 2);
  });

  it('ends a step that hangs', async () => {
    const { code, output } = await deploy({
      vercel: { hang: ['build'] },
      variables: { STEP_SECONDS: '1' },
    });
    assert.equal(code, 1);
    assert.match(output, /build failed with SIGKILL \(ended after 1 s\)/);
  });

  it('fails when the CLI does not say an address', async () => {
    const { code, output } = await deploy({ vercel: { address: 'done' } });
    assert.equal(code, 1);
    assert.match(output, /did not say the address/);
  });

  it('waits for GitHub when it is limited or broken', async () => {
    const { code, output, service } = await deploy({
      github: {
        faults: [
          { method: 'GET', path: /comments/, times: 1, answer: { status: 502 } },
          {
            method: 'POST',
            path: /comments/,
            times: 1,
            answer: { status: 429, headers: { 'retry-after': '1' } },
          },
        ],
      },
    });
    assert.equal(code, 0, output);
    assert.match(output, /Trying again in 1 s/);
    assert.equal(service.comments.length, 1);
  });

  it('hides the token that GitHub sends back', async () => {
    const { code, output } = await deploy({ github: { token: 'another' } });
    assert.equal(code, 1);
    assert.match(output, /answered 401: Bad credentials: Bearer \*\*\*/);
  });

  it('refuses another target, and names what is missing', async () => {
    const wrong = await deploy({ target: /** @type {any} */ ('staging') });
    assert.match(wrong.output, /TARGET is preview or production, not "staging"/);
    const missing = await deploy({ variables: { VERCEL_ORG_ID: '', VERCEL_PROJECT_ID: '' } });
    assert.match(missing.output, /Not set: VERCEL_ORG_ID, VERCEL_PROJECT_ID\./);
    const without = await deploy({ variables: { VERCEL_TOKEN: '' } });
    assert.match(without.output, /Not set: VERCEL_TOKEN\./);
    assert.deepEqual([wrong.code, missing.code, without.code], [1, 1, 1]);
    assert.deepEqual([...wrong.calls, ...missing.calls, ...without.calls], []);
  });
});
