import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { apiAt, signIn } from '../lib/api.mjs';
import { inRoot } from '../lib/paths.mjs';
import { until } from '../lib/wait.mjs';

const DATA = ['postgres', 'redis', 'server', 'worker', 'proxy'];
const ACCOUNT = {
  email: 'before@example.com',
  password: 'from-the-version-before',
  name: 'Before',
};

/**
 * An installation of the version before, with an account, a published tool and runs.
 * @param {import('./checklist.mjs').Checklist} checks
 * @param {import('./stack.mjs').Stack} stack
 * @param {string} apiUrl
 */
export async function installPrevious({ need }, stack, apiUrl) {
  return need('the version before starts, and gets data', async () => {
    await stack.compose(['up', '-d', ...DATA]);
    await stack.well(DATA);
    await answers(apiUrl);
    const { api, workspace } = await signIn(apiAt(apiUrl), ACCOUNT);
    const [template] = await api.call('GET', '/templates');
    const tools = `/workspaces/${workspace}/tools`;
    const { slug } = await api.call('POST', tools, { name: template.name, template: template.key });
    await api.call('POST', `${tools}/${slug}/versions`, { notes: 'Before.' });
    const inputs = template.exampleInputs[0];
    const runs = `/tools/${workspace}/${slug}/runs`;
    const run = await api.call('POST', runs, { inputs }, { prefer: 'wait=60' });
    assert.equal(run.status, 'succeeded');
    const { secret } = await api.call('POST', `/workspaces/${workspace}/api-keys`, {
      name: 'before',
      scopes: ['runs:create', 'runs:read'],
    });
    const { commit } = await healthOf(apiUrl);
    return { workspace, slug, runs, inputs, secret, commit, run };
  });
}

/** The update that docs/deploy/docker.md tells, but for fetching the images. */
function documentedUpdate() {
  const page = readFileSync(inRoot('docs/deploy/docker.md'), 'utf8');
  const [, line] = page.match(/^docker compose pull && (.+ up -d)$/m) ?? assert.fail('no update');
  return line.split(' && ').map((command) => command.split(' ').slice(2));
}

/** From the version before to this one, by the commands that people are told. */
export async function update({ check, need }, stack, apiUrl, before) {
  const commands = documentedUpdate();
  const running = async () =>
    (await Promise.all(DATA.map(stack.container))).map(({ Id, State }) => [Id, State.StartedAt]);
  const assertServesBefore = async () => {
    const { status, commit, parts } = await healthOf(apiUrl);
    assert.deepEqual(
      { status, commit },
      { status: 'ok', commit: before.commit },
      JSON.stringify(parts),
    );
  };

  await check('an update whose migration fails leaves the version before as it is', async () => {
    const old = await running();
    const attempt = async () => {
      // Not the password that the database has.
      for (const command of commands) await stack.compose(command, { POSTGRES_PASSWORD: 'other' });
    };
    await assert.rejects(attempt, /The migration failed: /);
    assert.deepEqual(await running(), old);
    await assertServesBefore();
  });

  await need(
    'an update migrates while the version before serves, and then replaces it',
    async () => {
      for (const command of commands) {
        await assertServesBefore();
        await stack.compose(command);
      }
    },
  );
}

/** What the version before left behind, seen by this one. */
export async function afterUpgrade({ check }, apiUrl, before, commit) {
  await check('after the upgrade this commit serves', async () => {
    const health = await healthOf(apiUrl);
    assert.equal(health.commit, commit);
    assert.notEqual(health.commit, before.commit);
    assert.equal(health.status, 'ok', JSON.stringify(health.parts));
  });
  await check('after the upgrade its accounts sign in, and its keys are good', async () => {
    const { workspace } = await signIn(apiAt(apiUrl), ACCOUNT);
    assert.equal(workspace, before.workspace);
    const api = apiAt(apiUrl, before.secret);
    const run = await api.call(
      'POST',
      before.runs,
      { inputs: before.inputs },
      { prefer: 'wait=60' },
    );
    assert.equal(run.status, 'succeeded');
  });
  await check('after the upgrade its tools and runs can be read', async () => {
    const { api } = await signIn(apiAt(apiUrl), ACCOUNT);
    const tool = await api.call('GET', `/workspaces/${before.workspace}/tools/${before.slug}`);
    assert.equal(tool.slug, before.slug);
    const run = await api.call('GET', `/runs/${before.run.id}`);
    assert.deepEqual(run.output, before.run.output);
    assert.ok(run.steps.length > 0 && run.steps.every(({ status }) => status !== 'running'));
  });
}

/** @param {string} apiUrl @returns {Promise<any>} */
export const healthOf = async (apiUrl) => (await fetch(`${apiUrl}/health`)).json();

/** The proxy has found a server. @param {string} apiUrl */
export async function answers(apiUrl) {
  const up = await until(
    () =>
      fetch(`${apiUrl}/health/ready`).then(
        ({ ok }) => ok,
        () => false,
      ),
    { timeoutMs: 120_000, everyMs: 200 },
  );
  assert.ok(up, `${apiUrl} does not answer`);
}
