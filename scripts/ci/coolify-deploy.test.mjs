import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fakeCoolify } from './testing/fake-coolify.mjs';
import { runCi } from './testing/run.mjs';

const TOKEN = '7|very-secret-token-of-coolify';
const OLD = 'a'.repeat(40);
const NEW = 'b'.repeat(40);
const SERVER = { server: { tag: `sha-${OLD}` } };
const QUICK = {
  POLL_SECONDS: '0.01',
  RETRY_SECONDS: '0.01',
  DEPLOY_SECONDS: '20',
  HEALTH_SECONDS: '20',
};
const wrong = (commit, count) => Array(count).fill({ body: { status: 'ok', commit } });

/**
 * @param {Partial<import('./testing/fake-coolify.mjs').Behaviour>} behaviour
 * @param {Record<string, string>} [variables]
 */
async function deploy(behaviour, variables = {}) {
  const apps = behaviour.apps ?? SERVER;
  const coolify = await fakeCoolify({ token: TOKEN, served: OLD, ...behaviour, apps });
  try {
    const env = {
      COOLIFY_URL: coolify.url,
      COOLIFY_TOKEN: TOKEN,
      COOLIFY_APPS: Object.keys(apps).join(','),
      HEALTH_URL: `${coolify.url}/health`,
      GITHUB_REPOSITORY_OWNER: 'Acme',
      COMMIT: NEW,
      ...QUICK,
      ...variables,
    };
    // In every case: neither the whole token nor its secret part is written anywhere.
    const secrets = [env.COOLIFY_TOKEN, TOKEN, TOKEN.split('|')[1]].filter(Boolean);
    return { ...coolify, ...(await runCi('coolify-deploy.mjs', env, { secrets })) };
  } finally {
    await coolify.close();
  }
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
    const apps = { server: { tag: `sha-${OLD}` }, worker: { tag: `sha-${OLD}` }, other: {} };
    let worker = 0;
    const statuses = () => (++worker === 2 ? ['failed'] : ['finished']);
    const { code, deployed, requests } = await deploy({ apps, statuses });
    assert.equal(code, 1);
    assert.deepEqual(deployed, [`server sha-${NEW}`, `worker sha-${OLD}`, `server sha-${OLD}`]);
    assert.equal(count(requests, 'PATCH', /other/), 0);
  });

  it('puts a compose application back to the commit that was served', async () => {
    const apps = { stack: { kind: 'dockercompose' } };
    const statuses = (tag) => (tag === `sha-${NEW}` ? ['failed'] : ['finished']);
    const { code, output, state } = await deploy({ apps, statuses });
    assert.equal(code, 1);
    assert.equal(state.images.SERVER_IMAGE, `ghcr.io/acme/aipoweredmakers-server:sha-${OLD}`);
    assert.match(output, /was put back/);
  });

  it('says loudly when the old version cannot be put back', async () => {
    const { code, output } = await deploy({ statuses: () => ['failed'] });
    assert.equal(code, 1);
    assert.match(output, /could NOT be put back: app server: the deployment ended as failed/);
    assert.match(output, /by hand, as docs\/pipeline\.md says/);
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
