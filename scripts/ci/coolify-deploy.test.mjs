import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';
import { fakeCoolify } from './testing/fake-coolify.mjs';
import { runCi } from './testing/run.mjs';

const TOKEN = '7|very-secret-token-of-coolify';
const OLD = 'a'.repeat(40);
const NEW = 'b'.repeat(40);
const OTHER = 'd'.repeat(40);
const SERVER = { server: { tag: `sha-${OLD}` } };
const BOTH = { ...SERVER, worker: { tag: `sha-${OLD}` } };
/** The new version of one application cannot be deployed. */
const failsNew = (name) => (tag, uuid) =>
  uuid === name && tag === `sha-${NEW}` ? ['failed'] : ['finished'];
const QUICK = {
  POLL_SECONDS: '0.01',
  RETRY_SECONDS: '0.01',
  DEPLOY_SECONDS: '20',
  HEALTH_SECONDS: '20',
};
const wrong = (commit, count) => Array(count).fill({ body: { status: 'ok', commit } });

/** What a workflow gives to the script. @returns {Record<string, string>} */
const environment = (coolify, apps) => ({
  COOLIFY_URL: coolify.url,
  COOLIFY_TOKEN: TOKEN,
  COOLIFY_APPS: apps,
  HEALTH_URL: `${coolify.url}/health`,
  GITHUB_REPOSITORY_OWNER: 'Acme',
  COMMIT: NEW,
  ...QUICK,
});

/**
 * @param {Partial<import('./testing/fake-coolify.mjs').Behaviour>} behaviour
 * @param {Record<string, string>} [variables]
 */
async function deploy(behaviour, variables = {}) {
  const apps = behaviour.apps ?? SERVER;
  const coolify = await fakeCoolify({ token: TOKEN, served: OLD, ...behaviour, apps });
  try {
    const env = { ...environment(coolify, Object.keys(apps).join(',')), ...variables };
    if ('client' in apps) env.CLIENT_HEALTH_URL = `${coolify.url}/client/health`;
    // In every case: neither the whole token nor its secret part is written anywhere.
    const secrets = [env.COOLIFY_TOKEN, TOKEN, TOKEN.split('|')[1]].filter(Boolean);
    return { ...coolify, ...(await runCi('coolify-deploy.mjs', env, { secrets })) };
  } finally {
    await coolify.close();
  }
}

/** A repository with two commits, the older one first. */
function history() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'aipoweredmakers-history-'));
  const git = (...args) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
      cwd: folder,
      encoding: 'utf8',
    }).trim();
  git('init', '--quiet');
  const commits = ['one', 'two'].map((message) => {
    git('commit', '--quiet', '--allow-empty', '--message', message);
    return git('rev-parse', 'HEAD');
  });
  return { folder, commits };
}

const count = (requests, method, path) =>
  requests.filter((request) => request.method === method && path.test(request.path)).length;

describe('coolify-deploy', () => {
  it('deploys the tag of the commit and is content when /health serves it', async () => {
    const { code, output, deployed, state, summary } = await deploy({});
    assert.equal(code, 0, output);
    assert.deepEqual(deployed, [`server sha-${NEW}`]);
    assert.equal(state.served, NEW);
    assert.match(summary, new RegExp(`Deployed \`${NEW}\` to app server`));
  });

  it('deploys several applications in the given order', async () => {
    const apps = { server: { tag: `sha-${OLD}` }, worker: { tag: `sha-${OLD}` } };
    const { code, output, deployed } = await deploy({ apps });
    assert.equal(code, 0, output);
    assert.deepEqual(deployed, [`server sha-${NEW}`, `worker sha-${NEW}`]);
  });

  it('does not believe that a worker was replaced, nor that the web interface was', async () => {
    const apps = { ...BOTH, client: { tag: `sha-${OLD}` } };
    for (const [stale, expected] of [
      ['worker', /\/health did not serve commit b{40} .*commit b{40}, workers a{40}, status ok/],
      ['client', /The web interface did not serve commit b{40} .*last: commit a{40}/],
    ]) {
      const { code, output, deployed } = await deploy(
        { apps, stale: [String(stale)] },
        { HEALTH_SECONDS: '0.2' },
      );
      assert.equal(code, 1);
      assert.match(output, /** @type {RegExp} */ (expected));
      assert.match(output, /was put back \(sha-a{40}\) and is served/);
      assert.equal(deployed.length, 6);
    }
  });

  it('demands a worker, except of a server that does not tell, and when none was there before', async () => {
    const body = (parts) => ({ body: { status: 'degraded', commit: NEW, parts } });
    const none = body({ workers: { status: 'down', commits: [] } });
    const unknown = body({ workers: { status: 'down' } });
    const silent = body({ workers: { status: 'up' } });
    const waits = await deploy({ health: () => [none, none, unknown] });
    assert.equal(waits.code, 0, waits.output);
    assert.equal(count(waits.requests, 'GET', /health/), 7);
    const older = await deploy({ health: () => [silent, silent, silent] });
    assert.equal(count(older.requests, 'GET', /health/), 4);
    const back = await deploy({
      before: [
        { body: { status: 'degraded', commit: OLD, parts: { workers: { status: 'down' } } } },
      ],
      statuses: failsNew('server'),
      health: () => Array(3).fill({ body: { ...none.body, commit: OLD } }),
    });
    assert.match(back.output, /was put back/);
  });

  it('goes forward only where it is told to, by the history of the repository', async () => {
    const { folder, commits } = history();
    try {
      const [older, newer] = commits;
      const git = { GIT_DIR: path.join(folder, '.git'), FORWARD_ONLY: 'true' };
      const skipped = await deploy({ served: newer }, { ...git, COMMIT: older });
      assert.equal(skipped.code, 0, skipped.output);
      assert.match(skipped.summary, /Not deployed: .* is served, which is newer/);
      assert.deepEqual(skipped.deployed, []);
      for (const [served, commit] of [
        [older, newer],
        [newer, newer],
        [OLD, older],
      ]) {
        const { code, output, deployed } = await deploy({ served }, { ...git, COMMIT: commit });
        assert.equal(code, 0, output);
        assert.equal(deployed.length, 1);
      }
      const back = await deploy({ served: newer }, { GIT_DIR: git.GIT_DIR, COMMIT: older });
      assert.equal(back.deployed.length, 1, 'production may go back');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('sets the images of a compose application', async () => {
    const apps = { stack: { kind: 'dockercompose' } };
    const { code, output, state } = await deploy({ apps });
    assert.equal(code, 0, output);
    assert.deepEqual(state.images, {
      SERVER_IMAGE: `ghcr.io/acme/aipoweredmakers-server:sha-${NEW}`,
      CLIENT_IMAGE: `ghcr.io/acme/aipoweredmakers-client:sha-${NEW}`,
      BACKUP_IMAGE: `ghcr.io/acme/aipoweredmakers-backup:sha-${NEW}`,
    });
  });

  it('waits for a slow deployment', async () => {
    const slow = [...Array(40).fill('queued'), ...Array(40).fill('in_progress'), 'finished'];
    const { code, output, requests } = await deploy({ statuses: () => slow });
    assert.equal(code, 0, output);
    assert.equal(count(requests, 'GET', /deployments/), slow.length);
    assert.equal(output.match(/: in_progress/g)?.length, 1, 'a state is told once');
  });

  it('waits while the old version and the new one answer in turn', async () => {
    const health = () => [...wrong(NEW, 2), ...wrong(OLD, 1), { status: 502, body: {} }];
    const { code, output, requests } = await deploy({ health });
    assert.equal(code, 0, output);
    // One before, four that do not count, three in a row.
    assert.equal(count(requests, 'GET', /health/), 8);
  });

  it('accepts an installation that is degraded, not one that is down', async () => {
    const down = { status: 503, body: { status: 'down', commit: NEW } };
    const degraded = { status: 200, body: { status: 'degraded', commit: NEW } };
    const health = () => [...Array(5).fill(down), ...Array(3).fill(degraded)];
    const { code, output, requests } = await deploy({ health });
    assert.equal(code, 0, output);
    assert.equal(count(requests, 'GET', /health/), 9);
  });

  it('changes nothing with a token that is unknown', async () => {
    const { code, output, requests } = await deploy({ token: 'another' });
    assert.equal(code, 1);
    assert.match(output, /answered 401: Unauthenticated\. The token is unknown or has expired/);
    assert.equal(requests.length, 1, 'a refusal is not repeated');
  });

  it('changes nothing with a token that may not write', async () => {
    const refusal = { status: 403, body: { message: `Token ${TOKEN} lacks: write` } };
    const faults = [{ method: 'PATCH', path: /./, times: 9, answer: refusal }];
    const { code, output, deployed } = await deploy({ faults });
    assert.equal(code, 1);
    assert.match(output, /Token \*\*\* lacks: write\. The token needs the permissions/);
    assert.match(output, /Nothing was changed\./);
    assert.deepEqual(deployed, []);
  });

  it('waits as long as a 429 asks, and tries again', async () => {
    const limited = { status: 429, headers: { 'retry-after': '1' }, body: { message: 'Too many' } };
    const faults = [{ method: 'POST', path: /deploy/, times: 2, answer: limited }];
    const { code, output } = await deploy({ faults });
    assert.equal(code, 0, output);
    assert.equal(output.match(/Trying again in 1 s/g)?.length, 2);
  });

  it('tries again after a 5xx and after no answer at all', async () => {
    /** @type {import('./testing/http-server.mjs').Fault[]} */
    const faults = [
      { method: 'GET', path: /applications/, times: 2, answer: { status: 503 } },
      { method: 'PATCH', path: /applications/, times: 2, answer: 'cut' },
      { method: 'GET', path: /deployments/, times: 3, answer: { status: 500 } },
    ];
    const { code, output } = await deploy({ faults });
    assert.equal(code, 0, output);
    assert.equal(output.match(/Trying again/g)?.length, 7);
  });

  it('waits for Coolify to come back while a deployment goes on', async () => {
    const faults = [
      { method: 'GET', path: /deployments/, times: 12, answer: { status: 503 } },
      { method: 'GET', path: /deployments/, times: 6, answer: /** @type {const} */ ('cut') },
    ];
    const { code, output, deployed } = await deploy({ faults });
    assert.equal(code, 0, output);
    assert.deepEqual(deployed, [`server sha-${NEW}`]);
  });

  it('puts back what a limited request may have changed', async () => {
    const faults = [
      { method: 'PATCH', path: /./, times: 5, answer: { status: 429, body: { message: 'Slow' } } },
    ];
    const { code, output, deployed } = await deploy({ faults });
    assert.equal(code, 1);
    assert.match(output, /429: Slow/);
    assert.deepEqual(deployed, [`server sha-${OLD}`]);
  });

  it('has one time for all applications, and as much again to put them back', async () => {
    const statuses = (tag, uuid) =>
      tag === `sha-${NEW}` && uuid === 'worker' ? ['in_progress'] : ['finished'];
    const { code, output, deployed } = await deploy(
      { apps: BOTH, statuses },
      { TOTAL_SECONDS: '4' },
    );
    assert.equal(code, 1);
    assert.match(output, /app worker: still in_progress after [0-3](\.\d+)? s; given up/);
    assert.deepEqual(deployed, [`server sha-${NEW}`, `worker sha-${OLD}`, `server sha-${OLD}`]);
  });

  it('gives up after five attempts', async () => {
    const faults = [{ method: 'GET', path: /applications/, times: 99, answer: { status: 500 } }];
    const { code, requests } = await deploy({ faults });
    assert.equal(code, 1);
    assert.equal(requests.length, 5);
  });

  it('follows the deployment of somebody else with its own', async () => {
    const { code, output, deployed } = await deploy({ busy: 3 });
    assert.equal(code, 0, output);
    assert.deepEqual(deployed, [`server sha-${NEW}`]);
    assert.match(output, /another deployment is under way/);
  });

  it('waits for a deployment that is not known at once', async () => {
    const unknown = { status: 404, body: { message: 'Deployment not found.' } };
    const faults = [{ method: 'GET', path: /deployments/, times: 2, answer: unknown }];
    const { code, output } = await deploy({ faults });
    assert.equal(code, 0, output);
  });

  it('does not believe a 200 that starts nothing', async () => {
    const refused = { deployments: [{ message: 'Unauthorized to deploy this application.' }] };
    const faults = [{ method: 'POST', path: /deploy/, times: 1, answer: { body: refused } }];
    const { code, output, state } = await deploy({ faults });
    assert.equal(code, 1);
    assert.match(output, /did not start the deployment: Unauthorized to deploy/);
    assert.equal(state.apps.server.tag, `sha-${OLD}`);
  });

  it('puts the old tag back when the deployment fails', async () => {
    const statuses = (tag) => (tag === `sha-${NEW}` ? ['in_progress', 'failed'] : ['finished']);
    const { code, output, deployed, state, summary } = await deploy({ statuses });
    assert.equal(code, 1);
    assert.deepEqual(deployed, [`server sha-${OLD}`]);
    assert.deepEqual(state.apps.server, { tag: `sha-${OLD}` });
    assert.match(output, /the deployment ended as failed/);
    assert.match(output, /The old version was put back \(sha-a{40}\) and is served/);
    assert.match(summary, /Failed/);
  });

  it('puts the old tag back when /health never serves the commit', async () => {
    const health = (tag) => (tag === `sha-${NEW}` ? wrong('c'.repeat(40), 500) : []);
    const { code, output, deployed } = await deploy({ health }, { HEALTH_SECONDS: '0.2' });
    assert.equal(code, 1);
    assert.deepEqual(deployed, [`server sha-${NEW}`, `server sha-${OLD}`]);
    assert.match(output, /did not serve commit b{40} within 0\.2 s; last: commit c{40}/);
    assert.match(output, /was put back/);
  });

  it('puts every application back that it changed, the last one first', async () => {
    const { code, deployed, requests } = await deploy({
      apps: { ...BOTH, other: {} },
      statuses: failsNew('worker'),
    });
    assert.equal(code, 1);
    assert.deepEqual(deployed, [`server sha-${NEW}`, `worker sha-${OLD}`, `server sha-${OLD}`]);
    assert.equal(count(requests, 'PATCH', /other/), 0);
    const changes = requests.filter(({ method }) => method !== 'GET').map(({ path }) => path);
    assert.deepEqual(
      changes.map((path) => path.split('/').at(-1)),
      ['server', 'deploy', 'worker', 'deploy', 'worker', 'server', 'deploy', 'deploy'],
      'all old tags are set before the first is deployed',
    );
  });

  it('puts the others back when one of them cannot be', async () => {
    const statuses = (_, uuid) => (uuid === 'worker' ? ['failed'] : ['finished']);
    const { code, output, summary, deployed, state } = await deploy({ apps: BOTH, statuses });
    assert.equal(code, 1);
    assert.deepEqual(deployed, [`server sha-${NEW}`, `server sha-${OLD}`]);
    assert.deepEqual(state.apps, BOTH);
    for (const text of [output, summary]) {
      assert.match(text, /app server: sha-a{40} was put back/);
      assert.match(text, /app worker: could NOT be put back: the deployment ended as failed/);
      assert.match(text, /by hand, as docs\/pipeline\.md says/);
    }
  });

  it('goes on putting back when Coolify refuses to set a tag', async () => {
    const refusal = { status: 422, body: { message: 'Not now' } };
    const faults = [{ method: 'PATCH', path: /worker/, times: 0, answer: refusal }];
    const statuses = (tag, uuid) => {
      const fails = uuid === 'worker' && tag === `sha-${NEW}`;
      if (fails) faults[0].times = 1;
      return fails ? ['failed'] : ['finished'];
    };
    const { output, deployed, state } = await deploy({ apps: BOTH, statuses, faults });
    assert.deepEqual(deployed, [`server sha-${NEW}`, `server sha-${OLD}`]);
    assert.equal(state.apps.worker.tag, `sha-${NEW}`);
    assert.match(output, /app worker: could NOT be put back: Coolify: PATCH .* 422: Not now/);
  });

  it('leaves only that application as it is of which no earlier version is known', async () => {
    const apps = { server: { tag: `sha-${OLD}` }, worker: {} };
    const { code, output, deployed } = await deploy({
      apps,
      served: undefined,
      statuses: failsNew('worker'),
    });
    assert.equal(code, 1);
    assert.deepEqual(deployed, [`server sha-${NEW}`, `server sha-${OLD}`]);
    assert.match(output, /app server: sha-a{40} was put back/);
    assert.match(output, /app worker: no earlier version is known; LEFT as it is: .*sha-b{40}/);
  });

  it('expects what /health served before, whatever the tags say', async () => {
    const apps = { backup: { tag: `sha-${OTHER}` }, ...BOTH };
    const { output, state } = await deploy({ apps, statuses: failsNew('worker') });
    assert.equal(state.apps.backup.tag, `sha-${OTHER}`);
    assert.match(output, /was put back .* and is served/);
  });

  it('puts a compose application back to the commit that was served', async () => {
    const apps = { stack: { kind: 'dockercompose' } };
    const { code, output, state } = await deploy({ apps, statuses: failsNew('stack') });
    assert.equal(code, 1);
    assert.equal(state.images.SERVER_IMAGE, `ghcr.io/acme/aipoweredmakers-server:sha-${OLD}`);
    assert.match(output, /was put back/);
  });

  it('puts a compose application back to its variables where it may read them', async () => {
    const apps = { stack: { kind: 'dockercompose' } };
    const variables = {
      SERVER_IMAGE: `registry.example/server:sha-${OLD}`,
      CLIENT_IMAGE: `registry.example/client:sha-${OTHER}`,
      BACKUP_IMAGE: `registry.example/backup:sha-${OTHER}`,
    };
    const given = { apps, variables, served: undefined, statuses: failsNew('stack') };
    const { code, output, state } = await deploy(given, { HEALTH_SECONDS: '0.2' });
    assert.equal(code, 1);
    assert.deepEqual(state.images, variables);
    assert.match(output, /was put back \(registry\.example\/server/);
  });

  it('says loudly when the old version cannot be put back', async () => {
    const { code, output } = await deploy({ statuses: () => ['failed'] });
    assert.equal(code, 1);
    assert.match(output, /app server: could NOT be put back: the deployment ended as failed/);
    assert.match(output, /by hand, as docs\/pipeline\.md says/);
  });

  it('tells what is where when the run is cancelled', async () => {
    const coolify = await fakeCoolify({
      token: TOKEN,
      served: OLD,
      apps: { ...BOTH, other: {} },
      statuses: (_, uuid) => (uuid === 'worker' ? ['in_progress'] : ['finished']),
    });
    try {
      const running = runCi('coolify-deploy.mjs', environment(coolify, 'server,worker,other'), {
        secrets: [TOKEN],
        endWhen: (output) => output.includes('app worker: deployment'),
      });
      const { code, output, summary } = await running;
      assert.equal(code, 1);
      for (const text of [output, summary]) {
        assert.match(text, /SIGTERM, half-way: .* Before: commit a{40}/);
        assert.match(text, /app server: deployment of sha-b{40}: finished/);
        assert.match(text, /app worker: deployment of sha-b{40}: in_progress/);
        assert.match(text, /app other: not touched/);
      }
    } finally {
      await coolify.close();
    }
  });

  it('does not call it put back when the old version does not answer', async () => {
    const health = () => wrong('c'.repeat(40), 500);
    const { code, output } = await deploy({ health }, { HEALTH_SECONDS: '0.2' });
    assert.equal(code, 1);
    assert.match(output, /could NOT be put back: \/health did not serve commit a{40}/);
  });

  it('cancels a deployment that takes too long, and puts the old tag back', async () => {
    const statuses = (tag) => (tag === `sha-${NEW}` ? ['in_progress'] : ['finished']);
    const { code, output, deployed, requests } = await deploy(
      { statuses },
      { DEPLOY_SECONDS: '0.3' },
    );
    assert.equal(code, 1);
    assert.match(output, /still in_progress after 0\.3 s; given up/);
    assert.equal(count(requests, 'POST', /cancel/), 1);
    assert.deepEqual(deployed, [`server sha-${OLD}`]);
  });

  it('has nothing to put back on the first deployment', async () => {
    const apps = { server: {} };
    const { code, output, deployed } = await deploy({
      apps,
      served: undefined,
      statuses: () => ['failed'],
    });
    assert.equal(code, 1);
    assert.match(output, /No earlier version is known: nothing was put back/);
    assert.deepEqual(deployed, []);
  });

  it('refuses an application that builds its own image', async () => {
    const { code, output } = await deploy({ apps: { server: { kind: 'nixpacks' } } });
    assert.equal(code, 1);
    assert.match(output, /is of the kind "nixpacks"/);
  });

  it('names all variables that are missing, and refuses what is no commit', async () => {
    const missing = await deploy({}, { COOLIFY_TOKEN: '', HEALTH_URL: '' });
    assert.equal(missing.code, 1);
    assert.match(missing.output, /Not set: COOLIFY_TOKEN, HEALTH_URL\. See docs\/pipeline\.md/);
    const short = await deploy({}, { COMMIT: 'main' });
    assert.equal(short.code, 1);
    assert.match(short.output, /"main" is not a full commit hash/);
    assert.equal(short.requests.length, 0);
  });
});
