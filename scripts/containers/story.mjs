import assert from 'node:assert/strict';
import { apiAt } from '../lib/api.mjs';
import { Problem } from '../lib/problem.mjs';
import { until } from '../lib/wait.mjs';
import { browserSession } from './browser-session.mjs';

const TEMPLATE = 'support-inbox-triage';
const WAIT = { prefer: 'wait=60' };

/** Fails unless a run succeeded; the first one loads the model. */
function assertSucceeded(run) {
  if (run.status !== 'succeeded')
    throw new Problem(`The run ended as ${run.status}: ${JSON.stringify(run.error)}`);
  assert.ok(run.output && Object.keys(run.output).length > 0, 'the output is empty');
  return run;
}

/** Waits for the end of a run that nobody waits for. */
export async function endOf(api, id) {
  const run = await until(
    async () => {
      const now = await api.call('GET', `/runs/${id}`);
      return ['queued', 'running'].includes(now.status) ? undefined : now;
    },
    { timeoutMs: 180_000, everyMs: 500 },
  );
  return run ?? assert.fail(`run ${id} has not ended`);
}

/**
 * What a person and a program do with an installation, from the account to the call with a key.
 * @param {import('./checklist.mjs').Checklist} checks
 * @param {{ clientUrl: string, apiUrl: string, account: { email: string, password: string, name: string } }} where
 */
export async function mainStory({ check, need }, { clientUrl, apiUrl, account }) {
  const page = browserSession(clientUrl);

  await need(
    'a person signs up through the web interface, and gets no token into the page',
    async () => {
      const answer = await page.call('POST', '/api/auth/register', account);
      assert.deepEqual(Object.keys(answer), ['user']);
    },
  );
  const { workspaces } = await page.api('GET', '/me');
  const workspace = workspaces[0].slug;
  const tools = `/workspaces/${workspace}/tools`;

  await check(
    'the first page is served to who is signed in, and sends others to the sign-in',
    async () => {
      const mine = await page.send('GET', `/w/${workspace}`);
      assert.equal(mine.status, 200);
      assert.match(await mine.text(), new RegExp(account.name));
      const other = await browserSession(clientUrl).send('GET', '/');
      assert.equal(other.status, 307);
      assert.match(other.headers.get('location') ?? '', /\/sign-in/);
    },
  );

  const { tool, inputs } = await need('a tool is made from a template', async () => {
    const templates = await page.api('GET', '/templates');
    const template = templates.find(({ key }) => key === TEMPLATE);
    const made = await page.api('POST', tools, { name: template.name, template: TEMPLATE });
    return { tool: made.slug, inputs: template.exampleInputs[0] };
  });

  await check('its draft runs with the built-in AI', async () =>
    assertSucceeded(await page.api('POST', `${tools}/${tool}/draft/runs`, { inputs }, WAIT)),
  );

  await check('events of a run are streamed through the web interface', async () => {
    const headers = { accept: 'text/event-stream' };
    const path = `/api/proxy/api/v1${tools}/${tool}/draft/runs`;
    const answer = await page.send('POST', path, { inputs }, headers);
    assert.match(answer.headers.get('content-type') ?? '', /^text\/event-stream/);
    const events = [...(await answer.text()).matchAll(/^event: (.+)$/gm)].map(([, name]) => name);
    assert.ok(events.length > 2, `only ${events.join(', ')}`);
  });

  const key = await need('it is published, and a key for its API is made', async () => {
    await page.api('POST', `${tools}/${tool}/versions`, { notes: 'From the gallery.' });
    const made = await page.api('POST', `/workspaces/${workspace}/api-keys`, {
      name: 'a program',
      scopes: ['runs:create', 'runs:read'],
    });
    return made.secret;
  });

  const api = apiAt(apiUrl, key);
  const runs = `/tools/${workspace}/${tool}/runs`;
  const run = await need('a program calls it over REST', async () =>
    assertSucceeded(await api.call('POST', runs, { inputs }, WAIT)),
  );

  await check('a run that nobody waits for is carried out by the worker', async () => {
    const { id } = await api.call('POST', runs, { inputs }, { prefer: 'respond-async' });
    assertSucceeded(await endOf(api, id));
  });

  return { api, secret: key, runs, inputs, runId: run.id, output: run.output };
}

/**
 * Whether what a story left behind is still there, and still works.
 * @param {Awaited<ReturnType<typeof mainStory>>} story
 */
export async function assertKept({ api, runs, inputs, runId, output }) {
  const run = await api.call('GET', `/runs/${runId}`);
  assert.equal(run.status, 'succeeded');
  assert.deepEqual(run.output, output);
  assertSucceeded(await api.call('POST', runs, { inputs }, WAIT));
}
